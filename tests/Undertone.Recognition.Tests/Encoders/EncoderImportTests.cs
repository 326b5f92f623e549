using Undertone.Learning.State;
using Undertone.Recognition.Encoders;

namespace Undertone.Recognition.Tests.Encoders;

public sealed class EncoderImportTests : IDisposable
{
    private readonly TemporaryWeights _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Tensors_are_matched_by_order_by_names_and_by_the_names_of_the_layers_alike()
    {
        var byOrder = TinyEncoder.Make(_files);
        byOrder.Weights.Select(w => w.Name).ShouldBe(
        [
            "conv2d_1.kernel", "conv2d_1.bias", "batch_norm_1.gamma", "batch_norm_1.beta", "batch_norm_1.moving_mean",
            "batch_norm_1.moving_variance", "dense_1.kernel", "dense_1.bias",
        ]);
        // PyTorch's [filter, 0, band, time] is [time, band, 0, filter] here.
        var kernel = byOrder.Weights[0].ToSingles();
        var theirs = TinyEncoder.PyTorch[0].ToSingles();
        for (var i = 0; i < kernel.Length; i++)
        {
            var (time, band, filter) = (i / 4, i / 2 % 2, i % 2);
            kernel[i].ShouldBe(theirs[(filter * 6) + (band * 3) + time]);
        }

        var published = TinyEncoder.PyTorch.Where(t => t.Shape.Count > 0);
        var names = byOrder.Weights.Zip(published, (own, their) => $"\"{own.Name}\": \"{their.Name}\"");
        var named = TinyEncoder.Description.TrimEnd()[..^1] + $", \"tensors\": {{ {string.Join(", ", names)} }} }}";
        var shuffled = _files.Weights([.. TinyEncoder.PyTorch.Reverse()], "shuffled.safetensors");
        Same(EncoderImport.Read(shuffled, "tiny", _files.Text("named.json", named)), byOrder);

        var own = _files.Weights([.. byOrder.Weights.Reverse()], "own.safetensors");
        Same(EncoderImport.Read(own, "tiny", _files["tiny.json"]), byOrder);
        Same(EncoderImport.Read(_files.Encoder(byOrder, "e.encoder.safetensors"), "tiny"), byOrder);
        byOrder.Notes.ShouldBe(new EncoderNotes("tiny", "2", "A test.", "None."));
        byOrder.Scaler.Offset.ShouldBe(Enumerable.Repeat(-3.0, 8));
    }

    [Theory]
    [InlineData(0, "conv.weight")]
    [InlineData(1, "conv.bias")]
    [InlineData(5, "norm.running_var")]
    [InlineData(7, "fc.weight")]
    [InlineData(8, "fc.bias")]
    public void The_tensor_that_does_not_fit_is_named(int index, string name)
    {
        var tensors = TinyEncoder.PyTorch.ToArray();
        tensors[index] = StateTensor.From(tensors[index].Name, TinyEncoder.Numbers(10, 1), 5, 2);
        Refusal(tensors).ShouldContain($"tensor '{name}' has the shape [5, 2]");
    }

    [Fact]
    public void Missing_and_spare_tensors_are_told()
    {
        Refusal(TinyEncoder.PyTorch[..^1]).ShouldContain("it holds 7 tensors and the layers need 8");
        Refusal([.. TinyEncoder.PyTorch, StateTensor.From("more", [1f], 1)]).ShouldContain("it holds 9 tensors and the layers need 8");
        var named = TinyEncoder.Description.TrimEnd()[..^1] + """, "tensors": { "conv2d_1.kernel": "none.such" } }""";
        Refusal(TinyEncoder.PyTorch, named).ShouldContain("holds no tensor 'none.such'");
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused()
    {
        var tensors = TinyEncoder.PyTorch.ToArray();
        tensors[^1] = StateTensor.From("fc.bias", [1, float.NaN, 2], 3);
        Refusal(tensors).ShouldContain("dense_1.bias: element 1");
    }

    [Fact]
    public void A_file_that_nobody_knows_asks_for_a_description()
    {
        var refused = Should.Throw<EncoderFormatException>(() => EncoderImport.Read(_files.Weights(TinyEncoder.PyTorch), "tiny"));
        refused.Message.ShouldContain("conv.weight, conv.bias, norm.weight, ...");
        refused.Message.ShouldContain("--recipe");
    }

    [Theory]
    [InlineData("\"units\": 3", "\"unitz\": 3", "recipe.model.layers[5]")]
    [InlineData("\"n_mels\": 8", "\"n_mels\": \"8\"", "recipe.features.list[0]")]
    [InlineData("\"shape\": \"image\"", "\"shape\": \"pooled\"", "recipe.features.shape")]
    [InlineData("\"kind\": \"network\", \"layers\": [", "\"kind\": \"knn\", \"other\": [", "recipe.model")]
    [InlineData("\"offset\": [-3]", "\"offset\": [-3, 2]", "scaler")]
    [InlineData("\"scale\": [2]", "\"scale\": [0]", "scaler")]
    [InlineData("\"scale\": [2]", "\"scale\": 2", "scaler.scale")]
    [InlineData("\"version\"", "\"vision\"", "vision")]
    [InlineData("\"recipe\"", "\"image\": \"sideways\", \"recipe\"", "image")]
    public void A_description_that_does_not_fit_is_refused_with_its_place(string right, string wrong, string place)
    {
        TinyEncoder.Description.ShouldContain(right);
        var refusal = Refusal(TinyEncoder.PyTorch, TinyEncoder.Description.Replace(right, wrong, StringComparison.Ordinal));
        refusal.ShouldContain(place);
        refusal.ShouldNotContain("(Parameter");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("pooled")]
    [InlineData("é")]
    public void A_name_that_cannot_be_a_file_is_refused(string name) =>
        Should.Throw<EncoderFormatException>(() => EncoderImport.Read("x", name)).Message.ShouldContain("no name");

    [Fact]
    public void A_damaged_encoder_is_read_or_refused_at_every_byte()
    {
        var whole = TinyEncoder.Bytes(TinyEncoder.Make(_files));
        Same(EncoderFile.Read("x", whole), TinyEncoder.Make(_files));
        for (var at = 0; at < whole.Length; at++)
        {
            ReadOrRefuse(whole[..at], mustFail: true);
            foreach (var other in new byte[] { 0, (byte)'"', (byte)'9', 0xff })
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] = other;
                ReadOrRefuse(damaged, mustFail: false);
            }
        }
    }

    private static void ReadOrRefuse(byte[] bytes, bool mustFail)
    {
        try
        {
            EncoderFile.Read("x", bytes);
            mustFail.ShouldBeFalse();
        }
        catch (EncoderFormatException e)
        {
            e.Message.ShouldStartWith("x: ");
            e.Message.ShouldNotContain("(Parameter");
        }
    }

    private static void Same(NetworkEncoder actual, NetworkEncoder expected) =>
        TinyEncoder.Bytes(actual).ShouldBe(TinyEncoder.Bytes(expected));

    private string Refusal(IReadOnlyList<StateTensor> tensors, string? description = null) => Should.Throw<EncoderFormatException>(
        () => EncoderImport.Read(_files.Weights(tensors), "tiny", _files.Text("d.json", description ?? TinyEncoder.Description))).Message;
}
