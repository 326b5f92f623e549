using System.Text.RegularExpressions;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>A container file by its instructions.</summary>
internal sealed partial class ContainerFile
{
    /// <summary>The user of the image, whose number its base gives it.</summary>
    public const int User = 1654;

    private ContainerFile(IEnumerable<Instruction> all)
    {
        foreach (var instruction in all)
        {
            if (instruction.Keyword == "FROM") Stages.Add([]);
            Stages[^1].Add(instruction);
        }
    }

    /// <summary>The stages, each from its <c>FROM</c>.</summary>
    public List<List<Instruction>> Stages { get; } = [];

    /// <summary>Reads it: lines that end in a backslash go on, and comments are left out, between them too.</summary>
    public static ContainerFile Read(string text)
    {
        var lines = text.Split('\n').Where(l => !l.TrimStart().StartsWith('#'));
        var joined = Continued().Replace(string.Join('\n', lines), " ");
        return new ContainerFile(joined.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => Line().Match(l)).Select(
            m => m.Success ? new Instruction(m.Groups[1].Value, m.Groups[2].Value) : throw new InvalidDataException(text)));
    }

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continued();

    [GeneratedRegex(@"^(ARG|COPY|ENTRYPOINT|EXPOSE|FROM|LABEL|RUN|USER|WORKDIR) (.+)$")]
    private static partial Regex Line();
}

/// <summary>An instruction of a container file.</summary>
internal sealed record Instruction(string Keyword, string Rest)
{
    /// <summary>The words behind it without its flags.</summary>
    public string[] Words =>
        [.. Rest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !w.StartsWith("--", StringComparison.Ordinal))];
}
