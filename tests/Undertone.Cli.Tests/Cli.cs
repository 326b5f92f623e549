using System.Text.Json.Nodes;
using Undertone.Cli.Terminals;

namespace Undertone.Cli.Tests;

/// <summary>Runs command lines inside the test process and keeps what they print.</summary>
internal static class Cli
{
    internal sealed record Outcome(int Code, string Output, string Error)
    {
        public JsonNode Json => JsonNode.Parse(Output)!;
    }

    public static Outcome Run(params string[] args) => RunWithInput([], args);

    public static Outcome RunWithInput(byte[] input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLine.Run(args, new Terminal(output, error, () => new MemoryStream(input), interactive: false), CancellationToken.None);
        return new Outcome(code, output.ToString(), error.ToString());
    }
}
