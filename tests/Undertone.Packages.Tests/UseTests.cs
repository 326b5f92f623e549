using System.Text.Json;
using System.Text.RegularExpressions;
using Undertone.Recognition.Inference;

namespace Undertone.Packages.Tests;

/// <summary>The packages as those use them who have nothing else.</summary>
[Collection(nameof(PackedSolution))]
public sealed class UseTests(PackedSolution packed)
{
    private static readonly string Clip = Repository.Of("samples", "audio", "neutral-synthetic.wav");

    [SlowFact]
    public async Task The_tool_installs_from_its_package_alone_and_answers_and_serves()
    {
        var (tools, packages) = (packed.NewFolder("tools"), packed.NewFolder("tool packages"));
        var version = (await packed.Package("undertone")).Version;
        string[] install = ["tool", "install", "undertone", "--version", version, "--tool-path", tools, "--source", await packed.Feed];
        await Dotnet.Run(packed.Scratch, packages, install);
        var undertone = Path.Combine(tools, OperatingSystem.IsWindows() ? "undertone.exe" : "undertone");

        (await Run("--version")).Trim().ShouldBe(version);
        using var recognizer = EmotionRecognizer.LoadBuiltIn();
        var answer = JsonSerializer.Deserialize<JsonElement>(await Run("predict", Clip, "--json"));
        var result = answer.GetProperty("results")[0].Deserialize<FilePrediction>()!;
        result.Prediction!.Scores.ShouldBe(recognizer.Predict(Clip).Scores);

        using var service = Dotnet.Start(undertone, packed.Scratch, packages, "serve", "--port", "0", "--model", "tiny");
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var said = "";
            Match address;
            do
            {
                var line = await service.StandardError.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException(said);
                said += line + "\n";
                address = Regex.Match(line, @"listening on (\S+)");
            }
            while (!address.Success);
            using var client = new HttpClient { BaseAddress = new Uri(address.Groups[1].Value) };
            (await client.GetStringAsync(new Uri("/v1/models", UriKind.Relative), limit.Token)).ShouldContain("tiny");
        }
        finally
        {
            service.Kill(entireProcessTree: true);
            await service.WaitForExitAsync();
        }

        async Task<string> Run(params string[] args)
        {
            var (code, output, errors) = await Dotnet.RunProgram(undertone, packed.Scratch, packages, args);
            code.ShouldBe(0, output + errors);
            return output;
        }
    }

    [SlowFact]
    public async Task A_sample_runs_against_the_package_of_models_alone()
    {
        using var recognizer = EmotionRecognizer.LoadBuiltIn();
        var answer = recognizer.Predict(Clip);
        var (code, output, errors) = await RunSample("with models", "Undertone.Models.Base");
        code.ShouldBe(0, output + errors);
        output.ReplaceLineEndings("\n").ShouldBe($"{answer}\n{JsonSerializer.Serialize(answer.Scores)}\n");
    }

    [SlowFact]
    public async Task Without_the_package_of_models_it_is_named()
    {
        var (code, _, errors) = await RunSample("without models", "Undertone.Recognition");
        code.ShouldNotBe(0);
        errors.ShouldContain("dotnet add package Undertone.Models.Base");
    }

    /// <summary>Builds and runs the code of samples/RecognizeFile as a project of its own with one package.</summary>
    private async Task<(int Code, string Output, string Errors)> RunSample(string name, string package)
    {
        var folder = packed.NewFolder(name);
        var version = (await packed.Package(package)).Version;
        File.Copy(Repository.Of("samples", "RecognizeFile", "Program.cs"), Path.Combine(folder, "Program.cs"));
        await File.WriteAllTextAsync(Path.Combine(folder, "Sample.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{package}" Version="{version}" />
              </ItemGroup>
            </Project>
            """);
        // Beside the sources that this machine has.
        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="packed" value="{await packed.Feed}" />
              </packageSources>
            </configuration>
            """);
        return await Dotnet.RunProgram("dotnet", folder, packed.NewFolder("sample packages"), "run", "--", Clip);
    }
}
