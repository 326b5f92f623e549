using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Undertone.Recognition.Inference;

namespace Undertone.Web.Problems;

/// <summary>JSON as an answer: one line, letters of all scripts as they are.</summary>
internal static class Json
{
    /// <summary>Writes a document whole; its type is <c>application/json</c> where none is set.</summary>
    public static async Task Write(HttpResponse response, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, PredictionJson.LineOptions)) write(json);
        response.ContentType ??= "application/json";
        response.ContentLength = bytes.WrittenCount;
        await response.Body.WriteAsync(bytes.WrittenMemory, response.HttpContext.RequestAborted);
    }
}
