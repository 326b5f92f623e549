// `compare TOPIC [ROW...]`: one topic against its peers. Each topic is one file that gives its rows and starts its peers.
var topics = new Dictionary<string, Action<IReadOnlyCollection<string>>>
{
    ["classical"] = Undertone.Benchmarks.ClassicalTopic.Run,
    ["features"] = Undertone.Benchmarks.FeaturesTopic.Run,
    ["gemm"] = Undertone.Benchmarks.NeuralTopics.Gemm,
    ["inference"] = Undertone.Benchmarks.NeuralTopics.Inference,
    ["memory"] = Undertone.Benchmarks.MemoryTopic.Run,
    ["start"] = Undertone.Benchmarks.StartTopic.Run,
    ["streaming"] = Undertone.Benchmarks.StreamingTopic.Run,
    ["training"] = Undertone.Benchmarks.NeuralTopics.Training,
};

if (args is ["compare", var topic, .. var rows] && topics.TryGetValue(topic, out var run))
{
    run(rows);
    return 0;
}

// One side of `compare memory`, in a process of its own.
if (args is ["steps", var network])
{
    Undertone.Benchmarks.MemoryTopic.Train(network);
    return 0;
}

Console.Error.WriteLine($"usage: compare TOPIC [ROW...], with TOPIC one of: {string.Join(", ", topics.Keys.Order())}");
return 2;
