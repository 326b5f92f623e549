namespace Undertone.Recognition.Pictures;

/// <summary>A rectangle of a picture, in pixels.</summary>
internal readonly record struct Frame(double Left, double Top, double Width, double Height);
