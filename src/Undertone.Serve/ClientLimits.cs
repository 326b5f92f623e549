using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Undertone.Web.Problems;

namespace Undertone.Serve;

/// <summary>How often a client may ask: by its key, or its address where it has none.</summary>
internal static class ClientLimits
{
    private static readonly PathString[] Free = ["/healthz", "/readyz", "/metrics"];

    /// <summary>A limiter that gives every client as many requests as come in a minute at once, and one more whenever it is due.</summary>
    /// <param name="requestsPerMinute">How many.</param>
    public static PartitionedRateLimiter<HttpContext> Of(int requestsPerMinute)
    {
        var perSecond = Math.Max(1, requestsPerMinute / 60);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = requestsPerMinute,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)perSecond / requestsPerMinute),
            QueueLimit = 0,
        };
        return PartitionedRateLimiter.Create<HttpContext, string>(context => Free.Contains(context.Request.Path)
            ? RateLimitPartition.GetNoLimiter("")
            : RateLimitPartition.GetTokenBucketLimiter(ClientOf(context), _ => options));
    }

    /// <summary>Says when to ask again.</summary>
    public static RefusedException Refuse(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return new RefusedException(
            StatusCodes.Status429TooManyRequests, "rate", "This client has asked too often. Wait as long as Retry-After says.");
    }

    /// <summary>An IPv6 client has a whole network of addresses and counts as that.</summary>
    private static string ClientOf(HttpContext context)
    {
        if (KeyGuard.ClientOf(context) is { } key) return key;
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, 8)
            : address.ToString();
    }
}
