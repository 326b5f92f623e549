using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Undertone.Recognition.Inference;

namespace Undertone.Web.Problems;

/// <summary>JSON as an answer: one line, letters of all scripts as they are.</summary>
internal static class Json
{
    /// <summary>Writes a document whole; its type is <c>application/json</c> where none is set.</summary>
    public static async Task Write(HttpResponse response, Action<Utf8JsonWriter> write) => await Send(response, Bytes(write));

    /// <summary>Writes a document that a client may have already: by its tag, a digest of the document, it is told so.</summary>
    public static async Task WriteTagged(HttpContext context, JsonObject document)
    {
        var bytes = Bytes(json => document.WriteTo(json));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span).AsSpan(0, 16))}\"");
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "private, no-cache";
        var known = EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
            && tags.Any(t => t.Compare(tag, useStrongComparison: false));
        if (known) response.StatusCode = StatusCodes.Status304NotModified;
        else await Send(response, bytes);
    }

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PredictionJson.LineOptions)) write(json);
        return bytes.WrittenMemory;
    }

    private static async Task Send(HttpResponse response, ReadOnlyMemory<byte> bytes)
    {
        response.ContentType ??= "application/json";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, response.HttpContext.RequestAborted);
    }
}
