using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Undertone.Learning.State;

/// <summary>Numbers out of JSON.</summary>
internal static class JsonNumbers
{
    /// <summary>
    /// A number whatever it is stored as: a node may hold an int, a double or parsed text. One too large for its type is infinite.
    /// </summary>
    public static bool TryGetNumber(this JsonValue value, out double number)
    {
        number = double.NaN;
        return value.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
