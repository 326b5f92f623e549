using System.Globalization;
using Microsoft.Extensions.Options;
using Undertone.Recognition.Inference;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>Refuses options that cannot work, all faults at once, each with its remedy.</summary>
internal sealed class UndertoneOptionsValidator : IValidateOptions<UndertoneOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);

    public ValidateOptionsResult Validate(string? name, UndertoneOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(UndertoneOptions options)
    {
        const string Place = nameof(UndertoneOptions);
        if (string.IsNullOrWhiteSpace(options.Model))
        {
            yield return $"{Place}.{nameof(options.Model)} is empty: name a built-in model ({BuiltIn}) or a .undertone file.";
        }
        else if (!IsBuiltIn(options.Model) && !File.Exists(options.Model))
        {
            yield return $"{Place}.{nameof(options.Model)}: '{options.Model}' is neither a file nor a built-in model ({BuiltIn}).";
        }

        if (options.ReloadInterval < Shortest || options.ReloadInterval > TimeSpan.FromDays(1))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Place}.{nameof(options.ReloadInterval)} is {options.ReloadInterval:c}: give 10 ms to one day.");
        }

        if (options.MaxConcurrency is < 1)
            yield return $"{Place}.{nameof(options.MaxConcurrency)} is {options.MaxConcurrency}: give 1 or more, or leave it out.";
    }

    internal static bool IsBuiltIn(string model) => EmotionRecognizer.BuiltInNames.Contains(model);

    private static string BuiltIn => EmotionRecognizer.BuiltInNames.Count > 0
        ? string.Join(", ", EmotionRecognizer.BuiltInNames)
        : "none here: the package Undertone.Models.Base brings them";
}
