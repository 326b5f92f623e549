using Undertone.Learning.Neural;

namespace Undertone.Learning.Tests.Neural;

public sealed class NetworkTests
{
    [Theory]
    [InlineData("""[{"type":"dense"}]""", "layers[0].units")]
    [InlineData("""[{"type":"dense","units":0}]""", "layers[0].units")]
    [InlineData("""[{"type":"dense","units":4},{"type":"dens","units":4}]""", "layers[1].type")]
    [InlineData("""[{"type":"dense","units":4,"unit":5}]""", "layers[0].unit")]
    [InlineData("""[{"type":"dropout","rate":1.5}]""", "layers[0].rate")]
    [InlineData("""[{"type":"dense","units":4,"activation":"rely"}]""", "layers[0].activation")]
    [InlineData("""["dense"]""", "layers[0]")]
    [InlineData("""[{"units":3}]""", "layers[0].type")]
    public void A_wrong_list_is_refused_with_the_place(string layers, string path) =>
        Should.Throw<NetworkSpecException>(() => Network.Create(Blobs.Layers(layers), [5], 3, 0)).Path.ShouldBe(path);

    [Fact]
    public void The_last_layer_may_be_written_or_is_added()
    {
        var written = Network.Create(Blobs.Layers("""[{"type":"dense","units":4},{"type":"dense","units":"classes","activation":"softmax"}]"""), [5], 3, 0);
        var added = Network.Create(Blobs.Layers("""[{"type":"dense","units":4},{"type":"softmax"}]"""), [5], 3, 0);
        written.ParameterCount.ShouldBe(5 * 4 + 4 + 4 * 3 + 3);
        added.ParameterCount.ShouldBe(written.ParameterCount);
        Blobs.Weights(added).ShouldBe(Blobs.Weights(written));
    }

    [Fact]
    public void State_copied_into_another_network_gives_the_same_bits()
    {
        var (a, b) = (Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1), Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 2));
        var inputs = Blobs.Vectors(40, 5, 3, 4).Inputs;
        Blobs.Probabilities(b, inputs).ShouldNotBe(Blobs.Probabilities(a, inputs));
        foreach (var (from, to) in a.State.Zip(b.State))
        {
            to.Name.ShouldBe(from.Name);
            var values = new float[from.Length];
            from.CopyTo(values);
            to.CopyFrom(values);
        }

        Blobs.Probabilities(b, inputs).ShouldBe(Blobs.Probabilities(a, inputs));
    }

    [Fact]
    public void Wrong_samples_are_refused_by_number()
    {
        var network = Network.Create(Blobs.Layers(Blobs.Mlp), [5], 3, 1);
        Should.Throw<ArgumentException>(() => network.Predict([new float[5], new float[4]], new float[6])).Message.ShouldContain("Sample 1");
        Should.Throw<ArgumentException>(() => network.Predict([new float[5]], new float[4]));
    }
}
