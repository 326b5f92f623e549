namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>The rules of a picture's style sheet: selectors of a tag or of classes, alone or parted by commas.</summary>
internal sealed class SvgStyle
{
    private readonly List<(string Selector, Dictionary<string, string> Rules)> _rules = [];

    /// <summary>Reads a style sheet.</summary>
    public SvgStyle(string sheet)
    {
        foreach (var block in sheet.Split('}', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var brace = block.IndexOf('{', StringComparison.Ordinal);
            if (brace < 0) continue;
            var rules = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var rule in block[(brace + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = rule.IndexOf(':', StringComparison.Ordinal);
                rules[rule[..colon].Trim()] = rule[(colon + 1)..].Trim();
            }

            foreach (var selector in block[..brace].Split(',', StringSplitOptions.TrimEntries)) _rules.Add((selector, rules));
        }
    }

    /// <summary>What holds for an element: its own attributes, then rules for its tag, then rules for its classes in their order.</summary>
    public Dictionary<string, string> Of(SvgElement element)
    {
        var found = new Dictionary<string, string>(element.Attributes, StringComparer.Ordinal);
        var classes = (element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var isClass in new[] { false, true })
        {
            foreach (var (selector, rules) in _rules.Where(r => r.Selector.StartsWith('.') == isClass))
            {
                var fits = isClass
                    ? selector.Split('.', StringSplitOptions.RemoveEmptyEntries).All(classes.Contains)
                    : selector == element.Name;
                if (!fits) continue;
                foreach (var (name, value) in rules) found[name] = value;
            }
        }

        return found;
    }
}
