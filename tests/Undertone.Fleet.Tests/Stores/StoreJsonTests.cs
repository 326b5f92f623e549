using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Tests.Stores;

public sealed class StoreJsonTests
{
    /// <summary>Else native programs, which have no reflection, could not read what they keep.</summary>
    [Theory]
    [InlineData(typeof(FilePrediction))]
    [InlineData(typeof(EmotionPrediction))]
    [InlineData(typeof(SegmentPrediction))]
    [InlineData(typeof(EmotionScores))]
    public void Answers_are_read_without_reflection(Type type)
    {
        PredictionJson.SerializerOptions.TypeInfoResolver.ShouldBeOfType<PredictionJsonContext>();
        PredictionJson.SerializerOptions.GetTypeInfo(type).Type.ShouldBe(type);
    }
}
