using System.Globalization;

namespace Undertone.Recognition.Pictures.Canvases;

/// <summary>An element of a picture as <see cref="MarkupWriter"/> wrote it.</summary>
/// <param name="Name">Its tag.</param>
/// <param name="Attributes">Its attributes.</param>
internal sealed record SvgElement(string Name, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The elements inside.</summary>
    public List<SvgElement> Children { get; } = [];

    /// <summary>The text inside.</summary>
    public string Text { get; set; } = "";

    /// <summary>An attribute, or null where there is none.</summary>
    public string? Attribute(string name) => Attributes.GetValueOrDefault(name);

    /// <summary>An attribute's number; 0 where there is none.</summary>
    public double Number(string name) => Attribute(name) is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <summary>A length, which may be a share of the whole.</summary>
    public double Length(string name, double whole) => Attribute(name) == "100%" ? whole : Number(name);
}
