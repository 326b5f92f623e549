using System.Runtime.CompilerServices;

namespace Undertone.Testing;

/// <summary>Where things lie in a checkout, found from this source file.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Golden => Path.Combine(Root, "tests", "Golden");

    public static string Of(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) ?? "", Directory.GetCurrentDirectory() })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Undertone.slnx"))) return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Undertone.slnx.");
    }
}
