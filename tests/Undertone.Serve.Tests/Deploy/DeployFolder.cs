using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Undertone.Serve.Tests.Deploy;

/// <summary>What lies in <c>deploy/</c>, and how YAML in it is read.</summary>
internal static class DeployFolder
{
    public static string Of(params string[] names) => Repository.Of(["deploy", .. names]);

    public static string Text(params string[] names) => File.ReadAllText(Of(names)).ReplaceLineEndings("\n");

    /// <summary>Reads a document whose keys are all among the properties, each once, with all that are required.</summary>
    /// <param name="text">The document.</param>
    /// <param name="underscored">Its keys are written with underscores, not in camel case.</param>
    /// <exception cref="YamlException">It is none.</exception>
    public static T Read<T>(string text, bool underscored = false) => new DeserializerBuilder()
        .WithNamingConvention(underscored ? UnderscoredNamingConvention.Instance : CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking().WithEnforceRequiredMembers().WithEnforceNullability().Build()
        .Deserialize<T>(new MergingParser(new Parser(new StringReader(text))));
}
