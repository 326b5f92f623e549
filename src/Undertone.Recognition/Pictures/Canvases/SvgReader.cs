using System.Net;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>
/// Reads pictures that <see cref="MarkupWriter"/> wrote: tags, attributes in double quotes and text, all closed; no comments, no
/// declarations.
/// </summary>
internal static class SvgReader
{
    /// <summary>The outermost element.</summary>
    /// <exception cref="ArgumentException">The text is no such picture.</exception>
    public static SvgElement Read(string svg)
    {
        var open = new Stack<SvgElement>();
        var at = 0;
        while (at < svg.Length)
        {
            var tag = svg.IndexOf('<', at);
            if (tag < 0) break;
            if (open.TryPeek(out var inside)) inside.Text += WebUtility.HtmlDecode(svg[at..tag]);
            var end = svg.IndexOf('>', tag);
            if (end < 0) break;
            at = end + 1;
            var words = svg.AsSpan(tag + 1, end - tag - 1);
            if (words.StartsWith("/"))
            {
                if (!open.TryPop(out var closed) || !words[1..].SequenceEqual(closed.Name)) break;
                if (open.Count == 0) return closed;
                continue;
            }

            var isEmpty = words.EndsWith("/");
            var element = Element(isEmpty ? words[..^1] : words);
            if (inside is not null) inside.Children.Add(element);
            if (!isEmpty) open.Push(element);
        }

        throw new ArgumentException("The text is no picture that was drawn here.", nameof(svg));
    }

    private static SvgElement Element(ReadOnlySpan<char> words)
    {
        var blank = words.IndexOf(' ');
        var name = blank < 0 ? words : words[..blank];
        var rest = words[name.Length..];
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rest.IndexOf("=\"") is > 0 and var equals)
        {
            var value = rest[(equals + 2)..];
            var end = value.IndexOf('"');
            if (end < 0) break;
            attributes[rest[..equals].Trim().ToString()] = WebUtility.HtmlDecode(value[..end].ToString());
            rest = value[(end + 1)..];
        }

        return new SvgElement(name.ToString(), attributes);
    }
}
