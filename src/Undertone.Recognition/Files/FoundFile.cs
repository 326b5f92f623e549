namespace Undertone.Recognition.Files;

/// <summary>A file that a walk found.</summary>
/// <param name="Path">The walk's root, as it was named, and the path below it.</param>
/// <param name="RelativePath">The path below the root, <c>/</c>-separated.</param>
internal sealed record FoundFile(string Path, string RelativePath);
