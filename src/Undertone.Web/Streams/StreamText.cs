using System.Runtime.InteropServices;
using System.Text.Json;
using Undertone.Recognition.Inference.Voices;

namespace Undertone.Web.Streams;

/// <summary>
/// What a client says in a text: <c>{"type": "end"}</c>, or as its first message <c>{"type": "voice", "voice": {...}}</c>.
/// </summary>
internal static class StreamText
{
    /// <summary>What a text says.</summary>
    public enum Kind
    {
        /// <summary>Nothing that is known.</summary>
        Unknown,

        /// <summary>The end of the stream.</summary>
        End,

        /// <summary>The voice of who speaks.</summary>
        Voice,
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="voice">The voice where it has one.</param>
    /// <exception cref="VoiceException">It should have one, and that is none.</exception>
    public static Kind Read(ReadOnlyMemory<byte> text, out Voice? voice)
    {
        voice = null;
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("type"u8, out var type)) return Kind.Unknown;
            if (type.ValueKind != JsonValueKind.String) return Kind.Unknown;
            if (type.ValueEquals("end"u8)) return Kind.End;
            if (!type.ValueEquals("voice"u8)) return Kind.Unknown;
            if (!root.TryGetProperty("voice"u8, out var given)) throw new VoiceException("The message has no 'voice'.");
            voice = Voice.Parse(JsonMarshal.GetRawUtf8Value(given));
            return Kind.Voice;
        }
        catch (JsonException)
        {
            return Kind.Unknown;
        }
    }
}
