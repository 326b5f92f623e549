using System.Globalization;
using System.Text;

namespace Undertone.Recognition.Pictures;

/// <summary>
/// Writes HTML and SVG that is well-formed XML as well: every tag is closed and every text encoded, whatever a file or a label is called.
/// </summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element; <see cref="Close"/> ends it. An attribute without value is left out.</summary>
    public MarkupWriter Open(string tag, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        WriteStart(tag, attributes);
        _text.Append('>');
        _open.Push(tag);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public MarkupWriter Close()
    {
        _text.Append("</").Append(_open.Pop()).Append(">\n");
        return this;
    }

    /// <summary>An element without content.</summary>
    public MarkupWriter Empty(string tag, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        WriteStart(tag, attributes);
        _text.Append("/>\n");
        return this;
    }

    /// <summary>An element that holds a text, which is encoded.</summary>
    public MarkupWriter Element(string tag, string text, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        WriteStart(tag, attributes);
        _text.Append('>');
        Encode(text);
        _text.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>A text, encoded.</summary>
    public MarkupWriter Text(string text)
    {
        Encode(text);
        return this;
    }

    /// <summary>Text that is markup already.</summary>
    public MarkupWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>A number for a coordinate: at most two digits behind the point.</summary>
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>All that was written; every element has to be closed.</summary>
    public override string ToString() =>
        _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"<{_open.Peek()}> is still open.");

    private void WriteStart(string tag, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        _text.Append('<').Append(tag);
        foreach (var (name, value) in attributes)
        {
            if (value is null) continue;
            _text.Append(' ').Append(name).Append("=\"");
            Encode(value switch
            {
                double number => Number(number),
                int number => number.ToString(CultureInfo.InvariantCulture),
                _ => (string)value,
            });
            _text.Append('"');
        }
    }

    /// <summary>
    /// Encodes what markup gives a meaning, and replaces what XML cannot hold (control characters, halves of surrogate pairs).
    /// </summary>
    private void Encode(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&': _text.Append("&amp;"); break;
                case '<': _text.Append("&lt;"); break;
                case '>': _text.Append("&gt;"); break;
                case '"': _text.Append("&quot;"); break;
                case '\'': _text.Append("&#39;"); break;
                case '\t' or '\n': _text.Append(c); break;
                case < ' ' or '\u007f' or '\ufffe' or '\uffff': _text.Append('\ufffd'); break;
                case >= '\ud800' and <= '\udfff':
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                        _text.Append(c).Append(text[++i]);
                    else _text.Append('\ufffd');
                    break;
                default: _text.Append(c); break;
            }
        }
    }
}
