using Undertone.Recognition.Recipes;
using Undertone.Recognition.Training;

namespace Undertone.Recognition.Tests.Training;

public sealed class FeatureCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-cache-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        var path = Path.Combine(_folder, "ab", "x.features");
        float[] values = [1, -2.5f, float.Epsilon, float.MaxValue];
        FeatureCache.Write(path, values);
        FeatureCache.TryRead(path).ShouldBe(values);
        Directory.GetFiles(_folder, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void A_damaged_or_missing_file_is_computed_again()
    {
        var path = Path.Combine(_folder, "x.features");
        FeatureCache.TryRead(path).ShouldBeNull();
        FeatureCache.Write(path, [1, 2, 3]);
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i is >= 4 and < 8) continue; // reserved
            var damaged = (byte[])bytes.Clone();
            damaged[i] ^= 0x40;
            File.WriteAllBytes(path, damaged);
            FeatureCache.TryRead(path).ShouldBeNull($"byte {i}");
            File.WriteAllBytes(path, bytes[..i]);
            FeatureCache.TryRead(path).ShouldBeNull($"cut at {i}");
        }
    }

    [Fact]
    public void Audio_and_feature_options_make_the_name_and_the_model_does_not()
    {
        var cache = new FeatureCache(_folder);
        var mlp = Recipe.Load("mlp");
        var path = cache.PathOf([1, 2, 3], mlp);
        cache.PathOf([1, 2, 3], mlp.With("training.epochs", "3").With("scaler", "none")).ShouldBe(path);
        cache.PathOf([1, 2, 4], mlp).ShouldNotBe(path);
        cache.PathOf([1, 2, 3], mlp.With("features.list.0.n_mfcc", "20")).ShouldNotBe(path);
        cache.PathOf([1, 2, 3], mlp.With("features.pool", "[\"mean\"]")).ShouldNotBe(path);
        cache.PathOf([1, 2, 3], mlp.With("features.lengthSeconds", "2")).ShouldNotBe(path);
        cache.PathOf([1, 2, 3], mlp.With("sampleRateHz", "22050")).ShouldNotBe(path);
        cache.PathOf([1, 2, 3], mlp.With("hearing.floorDb", "-30")).ShouldNotBe(path);
        cache.PathOf([1, 2, 3], mlp.With("hearing.band", "6000")).ShouldNotBe(path);
    }
}
