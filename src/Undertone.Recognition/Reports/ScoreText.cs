using System.Globalization;
using Undertone.Learning.Metrics;

namespace Undertone.Recognition.Reports;

/// <summary>How numbers are written in reports.</summary>
internal static class ScoreText
{
    /// <summary>Three digits, or a dash where there is no number.</summary>
    public static string Of(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "\u2013";

    /// <summary>Three digits, or a dash where nothing was measured.</summary>
    public static string Of(double? value) => Of(value ?? double.NaN);

    /// <summary>A share in percent with one digit.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "\u00A0%";

    /// <summary>A share in whole percent.</summary>
    public static string WholePercent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture) + "\u00A0%";

    /// <summary>A whole number with thin groups: 12 345.</summary>
    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '\u2009');

    /// <summary>How many speakers: "1 speaker", "2 speakers".</summary>
    public static string Speakers(int count) => count == 1 ? "1 speaker" : Count(count) + " speakers";

    /// <summary>An interval, both ends with three digits, or a dash where there is none.</summary>
    public static string Range(ConfidenceInterval? interval) => interval is { } i ? $"{Of(i.Low)} to {Of(i.High)}" : "\u2013";

    /// <summary>The style of a bar below the number of a cell, and of the mark of chance on it, where there is one.</summary>
    public static string Bar(double share, double? chance = null) =>
        $"--v:{Part(share)}" + (chance is { } c && double.IsFinite(c) ? $";--c:{Part(c)}" : "");

    private static string Part(double share) =>
        (double.IsFinite(share) ? Math.Clamp(share * 100, 0, 100) : 0).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
