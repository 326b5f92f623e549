using System.Text.Json.Nodes;
using Undertone.Learning.Classical;
using Undertone.Learning.Neural;

namespace Undertone.Learning.Tests.State;

/// <summary>What the one reader refuses, in the words of each family of options.</summary>
public sealed class OptionReaderTests
{
    [Theory]
    [InlineData("""{"kind":"svm","C":"much"}""", "model.C is \"much\", but must be a number.")]
    [InlineData("""{"kind":"svm","C":1e999}""", "model.C is 1e999, but must be a number.")]
    [InlineData("""{"kind":"svm","degree":2.5}""", "model.degree is 2.5, but must be a whole number.")]
    [InlineData("""{"kind":"svm","degree":1e12}""", "model.degree is 1e12, but must be a whole number.")]
    [InlineData("""{"kind":"svm","shrinking":1}""", "model.shrinking is 1, but must be true or false.")]
    [InlineData("""{"kind":"svm","kernel":7}""", "model.kernel is 7, but must be one of rbf, linear, poly, sigmoid.")]
    [InlineData("""{"kind":"svm","kernel":"cubic"}""", "model.kernel is \"cubic\", but must be one of rbf, linear, poly, sigmoid.")]
    [InlineData("""{"kind":"svm","gamma":[]}""", "model.gamma is [], but must be a number or one of scale, auto.")]
    [InlineData("""{"kind":"svm","D":1}""", "model.D is not known; known are kind, gamma, kernel, C, degree, coef0, tolerance, " +
    "shrinking, probabilities, epsilon, cacheMegabytes.")]
    [InlineData("""{"kind":null}""", "model.kind is missing, but must be one of svm, decision-tree, random-forest, knn, " +
    "logistic-regression, linear-svm, gradient-boosting.")]
    [InlineData("""{"kind":"svm","C":-1}""", "model.C is -1, but must be a number above 0.")]
    public void Options_of_classifiers(string json, string message) =>
        Should.Throw<ClassifierOptionsException>(() => Classifiers.ReadOptions((JsonObject)JsonNode.Parse(json)!))
            .Message.ShouldBe(message);

    [Theory]
    [InlineData("""{"type":"dense"}""", "layers[0].units: 'dense' needs units")]
    [InlineData("""{"type":"dense","units":null}""", "layers[0].units: must be a whole number from 1 to 1048576, not null")]
    [InlineData("""{"type":"dense","units":2.5}""", "layers[0].units: must be a whole number from 1 to 1048576, not 2.5")]
    [InlineData("""{"type":"dense","units":"many"}""", "layers[0].units: must be a whole number or \"classes\", not \"many\"")]
    [InlineData("""{"type":"dense","units":4,"useBias":"yes"}""", "layers[0].useBias: must be true or false, not \"yes\"")]
    [InlineData("""{"type":"dense","units":4,"activation":3}""", "layers[0].activation: must be a word in quotes, not 3")]
    [InlineData("""{"type":"dropout","rate":"half"}""", "layers[0].rate: must be a number, not \"half\"")]
    [InlineData("""{"type":"dropout","rate":1e999}""", "layers[0].rate: must be a number from 0 to 0.99, not 1e999")]
    [InlineData("""{"type":"relu","size":3}""", "layers[0].size: 'relu' has no such key; it knows type")]
    [InlineData("""{"type":"lstm","units":3,"size":3}""", "layers[0].size: 'lstm' has no such key; it knows kernelInitializer, " +
    "recurrentInitializer, returnSequences, reverse, type, unitForgetBias, units")]
    [InlineData("""{"type":7}""", "layers[0].type: must be a word in quotes, not 7")]
    [InlineData("""{"units":7}""", "layers[0].type: a type is needed")]
    [InlineData("""7""", "layers[0]: must be an object with a type, such as { \"type\": \"dense\", \"units\": 128 } among layers")]
    public void Layers_of_networks(string json, string message) =>
        Should.Throw<NetworkSpecException>(() => Network.Create(new JsonArray(JsonNode.Parse(json)), [-1, 5], 3, 0))
            .Message.ShouldBe(message);

    [Fact]
    public void What_is_not_stated_keeps_its_default_however_numbers_are_stored()
    {
        // A node may hold an int, a double or parsed text.
        var made = new JsonObject { ["kind"] = "random-forest", ["trees"] = 7, ["minSamplesLeaf"] = 3.0, ["maxDepth"] = null };
        var read = (JsonObject)JsonNode.Parse("""{"kind":"random-forest","trees":7.0,"minSamplesLeaf":3e0}""")!;
        Classifiers.ReadOptions(made).ShouldBe(Classifiers.ReadOptions(read));
    }
}
