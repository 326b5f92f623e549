using System.Text;
using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests;

/// <summary>
/// A terminal: breaks lines at its width, understands carriage return, line feed, "erase the line" and "one row up", and breaks its lines
/// anew when it gets another width, as terminals do.
/// </summary>
internal sealed partial class FakeScreen(int width) : TextWriter
{
    // A row that goes on in the next one was broken by the screen.
    private readonly List<(string Text, bool GoesOn)> _rows = [("", false)];
    private int _row;
    private int _column;

    public int Width { get; private set; } = width;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What stands on the screen, without empty rows at the end.</summary>
    public IReadOnlyList<string> Rows => [.. _rows.Select(r => r.Text.TrimEnd()).Reverse().SkipWhile(t => t.Length == 0).Reverse()];

    /// <summary>The lines as they were written, broken by nobody.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var lines = new List<string>();
            var goesOn = false;
            foreach (var (text, more) in _rows)
            {
                if (goesOn) lines[^1] += text;
                else lines.Add(text);
                goesOn = more;
            }

            return [.. lines.Select(l => l.TrimEnd()).Reverse().SkipWhile(l => l.Length == 0).Reverse()];
        }
    }

    public void Resize(int width)
    {
        var rows = new List<(string, bool)>();
        var (begin, at) = (0, 0);
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_rows[i].GoesOn) continue;
            var line = string.Concat(_rows[begin..(i + 1)].Select(r => r.Text));
            if (_row >= begin && _row <= i) at = rows.Count + Math.Max(0, (line.Length - 1) / width);
            var pieces = line.Chunk(width).Select(c => new string(c)).DefaultIfEmpty("").ToArray();
            rows.AddRange(pieces.Select((p, n) => (p, n < pieces.Length - 1)));
            begin = i + 1;
        }

        _rows.Clear();
        _rows.AddRange(rows);
        (Width, _row) = (width, at);
        _column = _rows[at].Text.Length;
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        foreach (Match part in Part().Matches(value ?? ""))
        {
            switch (part.Value)
            {
                case "\r": _column = 0; break;
                case "\n": NewRow(goesOn: false); break;
                case "\e[2K": _rows[_row] = ("", false); break;
                case "\e[1A": _row = Math.Max(0, _row - 1); break;
                default: Put(part.Value[0]); break;
            }
        }
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    private void Put(char letter)
    {
        letter.ShouldNotBe('\e', "an order that this screen does not know");
        if (_column == Width) NewRow(goesOn: true);
        var text = _rows[_row].Text.PadRight(_column);
        _rows[_row] = (text[.._column] + letter + (_column + 1 < text.Length ? text[(_column + 1)..] : ""), _rows[_row].GoesOn);
        _column++;
    }

    private void NewRow(bool goesOn)
    {
        _rows[_row] = (_rows[_row].Text, goesOn);
        if (++_row == _rows.Count) _rows.Add(("", false));
        _column = 0;
    }

    [GeneratedRegex(@"\e\[\d?[A-Z]|.|\n", RegexOptions.Singleline)]
    private static partial Regex Part();
}
