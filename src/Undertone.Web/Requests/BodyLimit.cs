using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Undertone.Web.Requests;

/// <summary>How large the body of a request may be.</summary>
internal static class BodyLimit
{
    /// <summary>Sets it in the place of the server's own, where the server has such a thing and nothing was read yet.</summary>
    public static void Set(HttpContext context, long bytes)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytes;
    }
}
