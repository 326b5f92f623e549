using System.Net;
using Undertone.Web.Problems;

namespace Undertone.Serve;

/// <summary>
/// Lets requests through that call this service by one of its names, so that no web page whose name was bound to this machine's address
/// reaches it; and, of those that a page of another origin sends, only what that page may.
/// </summary>
/// <param name="hosts">Names beside those of the loopback.</param>
/// <param name="origins">The other origins that may ask.</param>
internal sealed class HostGuard(IReadOnlyList<string> hosts, IReadOnlyList<string> origins)
{
    public Task Invoke(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host;
        if (!IsOurs(host.Host, context.Connection.LocalIpAddress))
        {
            throw new RefusedException(
                StatusCodes.Status400BadRequest, "host",
                "This service does not answer under that name. Whoever runs it can add it with --allowed-host.");
        }

        var origin = context.Request.Headers.Origin.ToString();
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        var harmless = reads && !context.WebSockets.IsWebSocketRequest;
        if (origin.Length == 0 || harmless || origin == $"{context.Request.Scheme}://{host.Value}" || origins.Contains(origin))
            return next(context);
        throw new RefusedException(
            StatusCodes.Status403Forbidden, "origin",
            "Pages of that origin may not ask this service. Whoever runs it can allow it with --cors-origin.");
    }

    /// <summary>
    /// Whether a name is one of this service: an address counts where the request came to it, since a page can be bound to an address but
    /// cannot have it as its own name.
    /// </summary>
    private bool IsOurs(string host, IPAddress? local)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
            return true;
        if (!IPAddress.TryParse(host, out var address)) return false;
        return IPAddress.IsLoopback(address) || (local is not null && Plain(address).Equals(Plain(local)));
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
