using System.Text;
using Undertone.Sound.Features.Engine;

namespace Undertone.Sound.Tests.Features.Engine;

public sealed class FeatureMatrixTests
{
    [Fact]
    public void Npy_has_librosas_orientation_and_reads_back()
    {
        var path = Path.GetTempFileName();
        try
        {
            new FeatureMatrix(3, 2, [1, 2, 3, 4, 5, 6]).SaveNpy(path);
            var array = NpyArray.Load(path);
            array.Shape.ShouldBe([2, 3]);
            array.Values.ShouldBe([1, 3, 5, 2, 4, 6]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_vector_has_one_dimension_and_the_header_ends_at_64_bytes()
    {
        using var stream = new MemoryStream();
        new FeatureMatrix(2, 1, [7, 8], isVector: true).SaveNpy(stream);
        var bytes = stream.ToArray();
        bytes.Length.ShouldBe(128 + 8);
        Encoding.ASCII.GetString(bytes, 10, 118).ShouldStartWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }");
        BitConverter.ToSingle(bytes, 132).ShouldBe(8);
    }

    [Fact]
    public void Shapes_that_do_not_fit_their_values_are_refused()
    {
        Should.Throw<ArgumentException>(() => new FeatureMatrix(2, 2, new float[5]));
        Should.Throw<ArgumentException>(() => new FeatureMatrix(2, 2, new float[4], isVector: true));
        Should.Throw<ArgumentOutOfRangeException>(() => new FeatureMatrix(2, 2, new float[4]).Frame(2));
    }
}
