namespace Undertone.Packages.Tests;

/// <summary>What <c>dotnet pack</c> makes of the solution.</summary>
[Collection(nameof(PackedSolution))]
public sealed class PackageTests(PackedSolution packed)
{
    private const string Models = "Undertone.Models.Base";
    private const string Tool = "undertone";

    // The libraries, each under the terms of the code alone.
    private static readonly string[] Code =
    [
        .. Directory.GetDirectories(Repository.Of("src")).Select(d => Path.GetFileName(d))
            .Where(n => n is not ("Shared" or "Undertone.Cli" or "Undertone.Serve" or Models)).Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> Libraries() => [.. Code];

    public static TheoryData<string> All() => [.. Code, Models, Tool];

    [SlowFact]
    public async Task Every_library_is_a_package_with_symbols_and_nothing_else_is_one()
    {
        var files = Directory.GetFiles(await packed.Feed);
        Ids(files, ".nupkg").ShouldBe([.. Code, Models, Tool], ignoreOrder: true);
        Ids(files, ".snupkg").ShouldBe([.. Code, Models, Tool], ignoreOrder: true);

        static IEnumerable<string> Ids(string[] files, string ending) =>
            files.Where(f => f.EndsWith(ending, StringComparison.Ordinal)).Select(Package.IdOf);
    }

    [SlowTheory]
    [MemberData(nameof(All))]
    public async Task A_package_says_what_it_is(string id)
    {
        var package = await packed.Package(id);
        package.Field("id").ShouldBe(id);
        package.Version.ShouldBe((await packed.Package("Undertone.Sound")).Version);
        package.Field("authors").ShouldBe("The Undertone contributors");
        package.Field("description").ShouldNotBeNullOrWhiteSpace();
        package.Field("tags").ShouldContain("speech");
        package.Field("readme").ShouldBe("README.md");
        package.Text("README.md").ShouldStartWith($"# {id}\n");
        package.Entries.ShouldContain("THIRD-PARTY-NOTICES.txt");
    }

    [SlowTheory]
    [MemberData(nameof(Libraries))]
    public async Task A_library_is_MIT_and_holds_and_asks_for_no_model(string id)
    {
        var package = await packed.Package(id);
        package.Field("license").ShouldBe("MIT");
        package.Nuspec.Elements().Single(e => e.Name.LocalName == "license").Attribute("type")!.Value.ShouldBe("expression");
        package.Dependencies.ShouldNotContain(Models);
        package.Resources($"lib/net10.0/{id}.dll").Where(r => r.StartsWith("model/", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [SlowTheory]
    [MemberData(nameof(Libraries))]
    [InlineData(Models)]
    public async Task A_library_has_its_documentation_and_its_symbols(string id)
    {
        var package = await packed.Package(id);
        package.Text($"lib/net10.0/{id}.xml").ShouldContain($"<name>{id}</name>");
        package.Entries.Where(e => e.EndsWith(".pdb", StringComparison.Ordinal)).ShouldBeEmpty();
        (await packed.Package(id, ".snupkg")).Entries.ShouldContain($"lib/net10.0/{id}.pdb");
    }

    [SlowFact]
    public async Task The_models_are_a_package_under_terms_of_their_own_that_brings_their_reader()
    {
        var package = await packed.Package(Models);
        package.Resources($"lib/net10.0/{Models}.dll").ShouldBe(["model/base", "model/tiny"], ignoreOrder: true);
        package.Field("license").ShouldBe("LICENSE");
        package.Text("LICENSE").ShouldBe(await File.ReadAllTextAsync(Repository.Of("models", "LICENSE")));
        package.Field("description").ShouldContain("non-commercial");
        package.Dependencies.ShouldContain("Undertone.Recognition");
    }

    [SlowFact]
    public async Task The_tool_holds_the_models_and_the_service_and_says_the_terms_of_both()
    {
        var package = await packed.Package(Tool);
        const string Folder = "tools/net10.0/any/";
        package.Nuspec.Descendants().Single(e => e.Name.LocalName == "packageType").Attribute("name")!.Value.ShouldBe("DotnetTool");
        string[] files =
            ["undertone.dll", Models + ".dll", "undertone-serve.dll", "undertone-serve.deps.json", "undertone-serve.runtimeconfig.json"];
        files.Select(f => Folder + f).Except(package.Entries).ShouldBeEmpty();
        // What one system alone could run has no place in a package for all of them.
        package.Entries.ShouldNotContain(Folder + "undertone");
        package.Entries.ShouldNotContain(Folder + "undertone-serve");
        package.Field("license").ShouldBe("LICENSE");
        package.Field("description").ShouldContain("non-commercial");
        package.Text("LICENSE").ShouldContain("non-commercial");
        package.Text("program/LICENSE").ShouldBe(await File.ReadAllTextAsync(Repository.Of("LICENSE")));
        package.Text("models/LICENSE").ShouldBe(await File.ReadAllTextAsync(Repository.Of("models", "LICENSE")));
    }

    [SlowFact]
    public async Task Two_folders_without_a_repository_give_the_same_bytes_and_a_stated_version()
    {
        var (first, second) = (await PackCopy("first"), await PackCopy("a second one"));
        first.Version.ShouldBe("0.1.0-alpha.0");
        const string Assembly = "lib/net10.0/Undertone.Learning.dll";
        first.Bytes(Assembly).ShouldBe(second.Bytes(Assembly));
    }

    // The sources of one library, as an archive has them.
    private async Task<Package> PackCopy(string name)
    {
        var (root, feed) = (packed.NewFolder(name), packed.NewFolder(name + " packed"));
        foreach (var file in Directory.GetFiles(Repository.Root).Where(f => Path.GetFileName(f) != ".git")) Copy(file);
        foreach (var file in Directory.GetFiles(Repository.Of("src"))) Copy(file);
        foreach (var folder in new[] { "Shared", "Undertone.Learning" })
            foreach (var file in Directory.GetFiles(Repository.Of("src", folder), "*", SearchOption.AllDirectories)) Copy(file);
        await Dotnet.Run(root, null, "pack", "src/Undertone.Learning", "-c", "Release", "-o", feed);
        return new Package(Directory.GetFiles(feed, "*.nupkg").ShouldHaveSingleItem());

        void Copy(string file)
        {
            var target = Path.Combine(root, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
