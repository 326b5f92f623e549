using Undertone.Peers;

return PeerRows.Serve(
    args switch
    {
        ["classical"] => LightGbmRows.All(),
        ["features"] => NWavesRows.All(),
        ["inference"] => OnnxRuntimeRows.All(),
        _ => [],
    },
    "classical|features|inference");
