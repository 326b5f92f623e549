using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Undertone.Samples.Tests;

/// <summary>
/// Every block of C# in the README, the guide and the packages' own READMEs is a program that compiles as it stands, with the usings that
/// a new project has; the README's is a sample.
/// </summary>
public sealed class SnippetTests
{
    private const string NewProject = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string NewWebProject = """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(f => MetadataReference.CreateFromFile(f)),
    ];

    public static TheoryData<string, int, string> Blocks()
    {
        var data = new TheoryData<string, int, string>();
        string[] pages =
        [
            Repository.Of("README.md"),
            .. Directory.GetFiles(Repository.Of("docs", "guide"), "*.md"),
            .. Directory.GetDirectories(Repository.Of("src")).Select(d => Path.Combine(d, "README.md")).Where(File.Exists),
        ];
        foreach (var page in pages.Order())
        {
            var text = File.ReadAllText(page).ReplaceLineEndings("\n");
            foreach (Match block in Regex.Matches(text, "^ *```csharp\n(.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline))
                data.Add(Path.GetRelativePath(Repository.Root, page), text[..block.Index].Count(c => c == '\n') + 1, block.Groups[1].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles_as_it_stands(string page, int line, string code)
    {
        var usings = code.Contains("WebApplication", StringComparison.Ordinal) ? NewProject + NewWebProject : NewProject;
        var compilation = CSharpCompilation.Create(
            "Snippet", [CSharpSyntaxTree.ParseText(usings, Language), CSharpSyntaxTree.ParseText(code, Language)], References,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{page}, line {line + 1 + d.Location.GetLineSpan().StartLinePosition.Line}: {d.GetMessage()}").ShouldBeEmpty();
    }

    [Fact]
    public void The_code_of_the_readme_is_a_sample()
    {
        var sample = Lines(File.ReadAllText(Repository.Of("samples", "RecognizeFile", "Program.cs")));
        var blocks = Blocks().Where(b => (string)b[0] == "README.md").Select(b => Lines((string)b[2])).ToArray();
        blocks.ShouldNotBeEmpty();
        blocks.ShouldContain(b => b.SequenceEqual(sample));

        static string[] Lines(string code) =>
            [.. code.ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal))];
    }

    [Fact]
    public void A_block_with_a_fault_would_be_told() => Should.Throw<ShouldAssertException>(
        () => A_block_compiles_as_it_stands("page.md", 1, "var recognizer = Undertone.Recognition.Inference.EmotionRecognizer.Lod();\n"));
}
