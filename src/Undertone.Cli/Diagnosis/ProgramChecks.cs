using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Undertone.Recognition.Files;

namespace Undertone.Cli.Diagnosis;

/// <summary>The program itself and the machine under it.</summary>
internal static class ProgramChecks
{
    private const string Group = "program";

    public static IEnumerable<Finding> Findings()
    {
        yield return Ok("version", PackageVersion.Text, "name it when you report a fault");
        yield return Ok("runtime", Runtime(), "runs this program");
        yield return VectorUnit();
        yield return Ok(
            "processors", FormattableString.Invariant($"{Environment.ProcessorCount}"),
            "one thread each; --threads takes fewer");
        yield return Ok(
            "memory", FormattableString.Invariant($"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0.0} GB"),
            "holds the audio and features of a training");
    }

    private static string Runtime() => RuntimeFeature.IsDynamicCodeSupported
        ? $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}"
        : $"native, of {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}";

    private static Finding VectorUnit()
    {
        const string Purpose = "computes features and trains networks";
        var unit = VectorUnits.Here switch
        {
            VectorUnits.Avx512 => "AVX-512, 512 bits",
            VectorUnits.Avx2 => "AVX2, 256 bits",
            VectorUnits.Neon => "NEON, 128 bits",
            _ => null,
        };
        return unit is not null
            ? Ok("vector unit", unit, Purpose)
            : new Finding(
                Group, "vector unit", FindingState.Warning,
                Vector128.IsHardwareAccelerated ? "128 bits, without FMA" : "none", Purpose,
                "Training takes several times as long. See that no variable such as DOTNET_EnableHWIntrinsic or DOTNET_EnableAVX2 turns "
                + "it off, or take a processor with AVX2 or NEON.");
    }

    private static Finding Ok(string name, string found, string purpose) => new(Group, name, FindingState.Ok, found, purpose);
}
