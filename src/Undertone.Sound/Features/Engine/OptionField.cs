namespace Undertone.Sound.Features.Engine;

/// <summary>One option of a record as text.</summary>
internal sealed record OptionField<T>(string Name, Func<T, string> Get, Func<T, OptionValue, T> With);
