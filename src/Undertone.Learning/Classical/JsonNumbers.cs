using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Learning.Classical;

internal static class JsonNumbers
{
    /// <summary>A finite number whatever it is stored as: a node may hold an int, a double or parsed text.</summary>
    public static bool TryGetNumber(this JsonValue value, out double number)
    {
        number = double.NaN;
        if (value.GetValueKind() != JsonValueKind.Number) return false;
        return double.TryParse(value.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }
}
