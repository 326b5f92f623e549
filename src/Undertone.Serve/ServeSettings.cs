using System.Net;
using System.Security.Cryptography.X509Certificates;
using Undertone.Web;

namespace Undertone.Serve;

/// <summary>What a service is started with.</summary>
internal sealed record ServeSettings
{
    /// <summary>Where it listens.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its port; 0 for any that is free.</summary>
    public required int Port { get; init; }

    /// <summary>A built-in model or the file of one.</summary>
    public required string Model { get; init; }

    /// <summary>Who may ask; null where nobody needs a key.</summary>
    public ApiKeys? Keys { get; init; }

    /// <summary>What it is called by its clients beside the names of this machine's loopback.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>The pages of other origins that may ask.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>How many requests a client may make in a minute; 0 for any number.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>TLS; null for plain HTTP.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>How long what runs may go on when the service is told to stop.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Limits, voices, the store, the folder that uploads are kept in.</summary>
    public required UndertoneWebOptions Web { get; init; }
}
