using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Recognition.Inference;

/// <summary>
/// Names the emotion in speech, from any number of threads: <see cref="EmotionRecognizer"/> with one model, or what a service is given,
/// whose model may be replaced meanwhile. Answers are equal to the bit whichever form is asked.
/// </summary>
public interface IEmotionRecognizer
{
    /// <summary>What the model says of itself: its name, labels, recipe and scores.</summary>
    ModelManifest Manifest { get; }

    /// <summary>The model itself, for what writes it in other formats.</summary>
    ModelBundle Bundle { get; }

    /// <summary>Answers for an audio file.</summary>
    /// <param name="path">A file of any format that <see cref="AudioClip.Load(string, int?)"/> reads.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well, each from a window of 3 s. Default false.</param>
    /// <exception cref="AudioFormatException">The file is damaged or no audio, or ffmpeg is needed and not installed.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    EmotionPrediction Predict(string path, bool segments = false);

    /// <summary>Answers for a clip.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well, each from a window of 3 s. Default false.</param>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    EmotionPrediction Predict(AudioClip clip, bool segments = false);

    /// <summary>Answers for an audio file; the work is done by the thread pool.</summary>
    /// <param name="path">A file of any format that <see cref="AudioClip.Load(string, int?)"/> reads.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well, each from a window of 3 s. Default false.</param>
    /// <param name="cancellationToken">Ends the work within a block of samples.</param>
    /// <exception cref="AudioFormatException">The file is damaged or no audio, or ffmpeg is needed and not installed.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    Task<EmotionPrediction> PredictAsync(string path, bool segments = false, CancellationToken cancellationToken = default);

    /// <summary>Answers for a clip; the work is done by the thread pool.</summary>
    /// <param name="clip">Audio at any rate.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well, each from a window of 3 s. Default false.</param>
    /// <param name="cancellationToken">Ends the work within a second of samples.</param>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    Task<EmotionPrediction> PredictAsync(AudioClip clip, bool segments = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Answers for the bytes of an audio file, such as an upload: they are read into memory without blocking, and the work is done by the
    /// thread pool.
    /// </summary>
    /// <param name="audio">The bytes, from the present position to the end; the caller closes it.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="segments">Whether to answer for every 1.5 s as well, each from a window of 3 s. Default false.</param>
    /// <param name="cancellationToken">Ends the work within a block of samples.</param>
    /// <exception cref="AudioFormatException">The bytes are damaged or no audio, or ffmpeg is needed and not installed.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the audio: its rate is too far off, or samples overflow.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    Task<EmotionPrediction> PredictAsync(
        Stream audio, string name, bool segments = false, CancellationToken cancellationToken = default);

    /// <summary>
    /// Answers for many files, several at a time: a lazy sequence in the order of the files. A file that cannot be answered is one with an
    /// error; the others are answered.
    /// </summary>
    /// <param name="files">Files of formats that <see cref="AudioClip.Load(string, int?)"/> reads; taken as the work goes on.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work; answers that are there by then still come before the exception.</param>
    /// <exception cref="ArgumentException">Options exclude each other.</exception>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    IEnumerable<FilePrediction> PredictFiles(
        IEnumerable<string> files, BatchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="PredictFiles"/>, without blocking who waits for the next answer.</summary>
    /// <param name="files">Files of formats that <see cref="AudioClip.Load(string, int?)"/> reads; taken as the work goes on.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the work; answers that are there by then still come before the exception.</param>
    /// <exception cref="ArgumentException">Options exclude each other.</exception>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    IAsyncEnumerable<FilePrediction> PredictFilesAsync(
        IEnumerable<string> files, BatchOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Begins to answer while samples come; dispose the stream when it has ended.</summary>
    /// <param name="sampleRateHz">Samples a second that will come.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">The model cannot take the rate: it is too far off.</exception>
    /// <exception cref="VoiceException">The model knows no voices, or the voice is another model's.</exception>
    StreamingRecognizer OpenStream(int sampleRateHz, StreamingOptions? options = null);

    /// <summary>Gets to know a speaker; the audio is forgotten.</summary>
    /// <param name="name">What the speaker is called; see <see cref="VoiceName.Fault"/>.</param>
    /// <param name="clips">
    /// Their speech, at any rate: five clips or more, of different emotions unless <paramref name="neutral"/>. Those without speech are
    /// left out. They are taken one after another.
    /// </param>
    /// <param name="neutral">Whether all are spoken neutrally. Default false.</param>
    /// <exception cref="VoiceException">
    /// The model knows no voices, the name cannot be one, no clip holds speech, or the model has heard nobody speak neutrally.
    /// </exception>
    /// <exception cref="InvalidDataException">The model cannot take a clip: its rate is too far off, or samples overflow.</exception>
    Voice Enroll(string name, IEnumerable<AudioClip> clips, bool neutral = false);
}
