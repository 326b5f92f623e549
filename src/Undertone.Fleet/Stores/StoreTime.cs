using System.Globalization;

namespace Undertone.Fleet.Stores;

/// <summary>
/// Moments as stores keep them: in UTC and whole milliseconds, so that all kinds of store give back what they were given.
/// </summary>
internal static class StoreTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static DateTimeOffset Now(TimeProvider time)
    {
        var now = time.GetUtcNow().ToUniversalTime();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    /// <summary>The first kept moment that is not before this one: a limit between two of them means the same in all stores.</summary>
    public static DateTimeOffset? Limit(DateTimeOffset? limit)
    {
        if (limit is not { } time) return null;
        time = time.ToUniversalTime();
        var over = time.Ticks % TimeSpan.TicksPerMillisecond;
        if (over == 0) return time;
        var rest = TimeSpan.TicksPerMillisecond - over;
        return time.Ticks > DateTimeOffset.MaxValue.Ticks - rest ? DateTimeOffset.MaxValue : time.AddTicks(rest);
    }

    public static string Text(DateTimeOffset time) => time.ToString(Form, CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(
        text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
