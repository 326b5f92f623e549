using Undertone.Recognition.Corpora;
using Undertone.Recognition.Corpora.Readers;

namespace Undertone.Recognition.Tests.Corpora.Readers;

public sealed class CorpusReaderTests
{
    [Theory]
    [InlineData("03-01-01-01-01-01-01.wav", "ravdess", "neutral", "01", "male", "normal")]
    [InlineData("03-01-02-01-01-01-24.wav", "ravdess", "calm", "24", "female", "normal")]
    [InlineData("Actor_10/03-01-08-02-02-02-10.WAV", "ravdess", "surprised", "10", "female", "strong")]
    [InlineData("YAF_pleasant_surprised/YAF_youth_ps.wav", "tess", "surprised", "YAF", "female", null)]
    [InlineData("OAF_Pleasant_surprise/OAF_back_ps.wav", "tess", "surprised", "OAF", "female", null)]
    [InlineData("OAF_neutral/OA_bite_neutral.wav", "tess", "neutral", "OAF", "female", null)]
    [InlineData("OAF_Fear/OAF_back_fear.wav", "tess", "fearful", "OAF", "female", null)]
    [InlineData("oaf_sad/oaf_back_sad.wav", "tess", "sad", "OAF", "female", null)]
    [InlineData("1001_DFA_ANG_XX.wav", "cremad", "angry", "1001", "male", null)]
    [InlineData("1002_IEO_FEA_LO.wav", "cremad", "fearful", "1002", "female", "low")]
    [InlineData("1091_IEO_DIS_MD.wav", "cremad", "disgust", "1091", "female", "medium")]
    [InlineData("1090_IEO_HAP_HI.wav", "cremad", "happy", "1090", "male", "high")]
    [InlineData("1040_ITH_SAD_X.wav", "cremad", "sad", "1040", "male", null)]
    [InlineData("ALL/DC_a01.wav", "savee", "angry", "DC", "male", null)]
    [InlineData("AudioData/KL/su15.wav", "savee", "surprised", "KL", "male", null)]
    [InlineData("JE/sa03.wav", "savee", "sad", "JE", "male", null)]
    [InlineData("AudioData/JK/n30.wav", "savee", "neutral", "JK", "male", null)]
    [InlineData("wav/03a01Fa.wav", "emodb", "happy", "03", "male", null)]
    [InlineData("wav/16b10Lb.wav", "emodb", "bored", "16", "female", null)]
    [InlineData("wav/08a02Wc.wav", "emodb", "angry", "08", "female", null)]
    [InlineData("wav/15a07Ea.wav", "emodb", "disgust", "15", "male", null)]
    [InlineData("wav/13a07Ac.wav", "emodb", "fearful", "13", "female", null)]
    [InlineData("wav/11a07Tc.wav", "emodb", "sad", "11", "male", null)]
    [InlineData("f1/rab-f1-b1.wav", "emovo", "angry", "f1", "female", null)]
    [InlineData("m2/gio-m2-n5.wav", "emovo", "happy", "m2", "male", null)]
    [InlineData("m3/tri-m3-d2.wav", "emovo", "sad", "m3", "male", null)]
    [InlineData("samples/EB0_anger_14.wav", "nemo", "angry", "EB0", "female", null)]
    [InlineData("samples/SM0_surprised_2.wav", "nemo", "surprised", "SM0", "male", null)]
    [InlineData("0011/Angry/0011_000351.wav", "esd", "angry", "0011", null, null)]
    [InlineData("ESD/0001/Surprise/test/0001_001401.wav", "esd", "surprised", "0001", null, null)]
    [InlineData("0020/Neutral/train/0020_000051.wav", "esd", "neutral", "0020", null, null)]
    [InlineData("F_01_OISHI_S_10_ANGRY_1.wav", "subesco", "angry", "F_01", "female", null)]
    [InlineData("M_10_RASEL_S_1_SURPRISE_5.wav", "subesco", "surprised", "M_10", "male", null)]
    [InlineData("M_02_ARIF_S_3_FEAR_2.wav", "subesco", "fearful", "M_02", "male", null)]
    [InlineData("female/F01A05.wav", "shemo", "angry", "F01", "female", null)]
    [InlineData("male/M47W02.wav", "shemo", "surprised", "M47", "male", null)]
    [InlineData("male/M03F01.wav", "shemo", "fearful", "M03", "male", null)]
    [InlineData("female/F11N112.wav", "shemo", "neutral", "F11", "female", null)]
    [InlineData("Anger_F_A_abajo.wav", "mesd", "angry", "unknown", "female", null)]
    [InlineData("Sadness_M_B_hueso.wav", "mesd", "sad", "unknown", "male", null)]
    [InlineData("Happiness_C_A_mañana.wav", "mesd", "happy", "unknown", null, null)]
    [InlineData("Colère/Faible/01-C-1-1.wav", "cafe", "angry", "01", "male", "low")]
    [InlineData("Dégoût/Fort/12-D-2-6.wav", "cafe", "disgust", "12", "female", "high")]
    [InlineData("Neutre/05-N-1-3.aiff", "cafe", "neutral", "05", "male", null)]
    [InlineData("08-P-1-2.wav", "cafe", "fearful", "08", "female", "low")]
    [InlineData("anger/a01 (1).wav", "aesdd", "angry", "1", null, null)]
    [InlineData("sadness/s20 (5).wav", "aesdd", "sad", "5", null, null)]
    [InlineData("fear/f09b (2).wav", "aesdd", "fearful", "2", null, null)]
    public void A_published_name_is_read_by_one_reader_alone(string path, string corpus, string emotion, string speaker, string? sex,
        string? intensity)
    {
        var file = new CorpusFile("/" + path, path);
        var (reader, reading) = CorpusReaders.All.Select(r => (r, r.Read(file, new CorpusReadOptions()))).Where(r => r.Item2 is not null)
            .ShouldHaveSingleItem();
        reader.Name.ShouldBe(corpus);
        (reading! with { Partition = null, Language = null })
            .ShouldBe(new NameReading(emotion, speaker) { Sex = sex, Intensity = intensity });
    }

    [Theory]
    [InlineData("03-01-09-01-01-01-01.wav")]
    [InlineData("03-01-01-01-01-01.wav")]
    [InlineData("03-01-01-01-01-01-01 (1).wav")]
    [InlineData("1001_DFA_SUR_XX.wav")]
    [InlineData("OAF_back_bored.wav")]
    [InlineData("a01.wav")]
    [InlineData("XX/a01.wav")]
    [InlineData("XX_a01.wav")]
    [InlineData("03a01Xa.wav")]
    [InlineData("rabbia-f1-b1.wav")]
    [InlineData("0021/Angry/0021_000351.wav")]
    [InlineData("0011/0011_000351.wav")]
    [InlineData("0011/Angry/other/0011_000351.wav")]
    [InlineData("F_01_OISHI_S_10_CALM_1.wav")]
    [InlineData("F01D05.wav")]
    [InlineData("f01a05.wav")]
    [InlineData("Anger_X_A_abajo.wav")]
    [InlineData("01-X-1-1.wav")]
    [InlineData("01-C-3-1.wav")]
    [InlineData("a01.1.wav")]
    [InlineData("n01 (1).wav")]
    [InlineData("dia0_utt0.mp4")]
    [InlineData("recording.wav")]
    public void Any_other_name_is_read_by_none(string path) =>
        CorpusReaders.All.ShouldAllBe(r => r.Read(new CorpusFile("/" + path, path), new CorpusReadOptions()) == null);

    [Theory]
    [InlineData("03-02-03-01-01-01-01.wav", false, false, "song")]
    [InlineData("03-02-03-01-01-01-01.wav", true, false, null)]
    [InlineData("01-01-03-01-01-01-01.mp4", true, false, "video")]
    [InlineData("01-01-03-01-01-01-01.mp4", false, true, null)]
    [InlineData("01-02-03-01-01-01-01.mp4", false, true, "song")]
    [InlineData("02-01-03-01-01-01-01.mp4", true, true, "video without sound")]
    public void Songs_and_videos_of_ravdess_are_left_out_unless_asked_for(string name, bool songs, bool video, string? leftOutAs) =>
        new RavdessReader()
            .Read(new CorpusFile("/" + name, name),
            new CorpusReadOptions { IncludeSongs = songs, IncludeVideo = video })!.LeftOutAs.ShouldBe(leftOutAs);

    [Theory]
    [InlineData("0001/Sad/train/0001_001051.wav", "zh", "train")]
    [InlineData("0010/Sad/evaluation/0010_001051.wav", "zh", "validation")]
    [InlineData("0011/Sad/test/0011_001051.wav", "en", "test")]
    [InlineData("0020/Sad/0020_001051.wav", "en", null)]
    public void Speakers_of_esd_have_their_language_and_its_folders_are_partitions(string path, string language, string? partition)
    {
        var reading = new EsdReader().Read(new CorpusFile("/" + path, path), new CorpusReadOptions())!;
        (reading.Language, reading.Partition).ShouldBe((language, partition));
    }

    [CremaDNamesFact]
    public void All_names_of_crema_d_are_read_and_agree_with_its_own_table()
    {
        var names = File.ReadAllLines(CremaDNamesFactAttribute.Names);
        var readings = names.Select(n => new CremaDReader().Read(new CorpusFile("/" + n + ".wav", n + ".wav"), new CorpusReadOptions()))
            .ToList();
        readings.ShouldAllBe(r => r != null);
        readings.CountBy(r => r!.Emotion).Order(Comparer<KeyValuePair<string, int>>.Create((a, b) => string.CompareOrdinal(a.Key, b.Key)))
            .ShouldBe([
            new("angry", 1271), new("disgust", 1271), new("fearful", 1271), new("happy", 1271), new("neutral", 1087), new("sad", 1271)]);
        readings.CountBy(r => r!.Intensity ?? "").ToDictionary()["high"].ShouldBe(455);
        var sexes = File.ReadLines(Path.Combine(Path.GetDirectoryName(CremaDNamesFactAttribute.Names)!, "VideoDemographics.csv")).Skip(1)
            .Select(l => l.Replace("\"", "", StringComparison.Ordinal).Split(',')).ToDictionary(c => c[0], c => c[2].ToLowerInvariant());
        readings.Select(r => r!.Speaker).Distinct().Count().ShouldBe(91);
        foreach (var reading in readings) reading!.Sex.ShouldBe(sexes[reading.Speaker], reading.Speaker);
    }
}

/// <summary>A test on the names of the whole of CREMA-D, a text file beside the corpus's VideoDemographics.csv.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CremaDNamesFactAttribute : FactAttribute
{
    public CremaDNamesFactAttribute()
    {
        if (!File.Exists(Names)) Skip = "no list of CREMA-D's names: set UNDERTONE_CREMAD_NAMES to a file with one name a line";
    }

    public static string Names => Environment.GetEnvironmentVariable("UNDERTONE_CREMAD_NAMES") ?? "";
}
