using System.Text.RegularExpressions;

namespace Undertone.Cli.Tests.House;

/// <summary>The rooms of the command: each refers only to those before it; a file's namespace is its folder.</summary>
public sealed class CommandRoomTests
{
    private static readonly string[] Rooms = ["Terminals", "Texts", "Options", "Tools", "Commands"];

    [Fact]
    public void Every_room_has_its_place() =>
        Directory.GetDirectories(Source).Select(f => Path.GetFileName(f)).Except(["bin", "obj"]).Order(StringComparer.Ordinal)
            .ShouldBe(Rooms.Order(StringComparer.Ordinal));

    [Fact]
    public void A_room_refers_only_to_rooms_before_it()
    {
        var wrong = from room in Rooms
                    from file in Directory.GetFiles(Path.Combine(Source, room), "*.cs")
                    from Match use in Regex.Matches(File.ReadAllText(file), @"\bUndertone\.Cli\.(\w+)")
                    where Array.IndexOf(Rooms, use.Groups[1].Value) > Array.IndexOf(Rooms, room)
                    select $"{room}/{Path.GetFileName(file)} names {use.Value}";
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_has_the_namespace_of_its_folder()
    {
        foreach (var file in Directory.GetFiles(Source, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(Source, Path.GetDirectoryName(file)!);
            if (folder.StartsWith("obj", StringComparison.Ordinal) || Path.GetFileName(file) == "Program.cs") continue;
            var expected = folder == "." ? "Undertone.Cli" : "Undertone.Cli." + folder.Replace(Path.DirectorySeparatorChar, '.');
            File.ReadLines(file).ShouldContain($"namespace {expected};", file);
        }
    }

    private static string Source => Repository.Of("src", "Undertone.Cli");
}
