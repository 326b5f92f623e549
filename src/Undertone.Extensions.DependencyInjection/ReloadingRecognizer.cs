using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Sound.Audio;

namespace Undertone.Extensions.DependencyInjection;

/// <summary>
/// The recognizer of a service: one model at a time, which is replaced when its file or the options change. Each answer is given whole by
/// the model that it began with.
/// </summary>
internal sealed class ReloadingRecognizer : IEmotionRecognizer, IDisposable
{
    private readonly IOptionsMonitor<UndertoneOptions> _options;
    private readonly UndertoneTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _places;
    private readonly ITimer? _timer;
    private readonly IDisposable? _listening;
    private readonly Lock _reloading = new();
    private SharedModel? _current;
    private ModelFile? _file;
    private string _source;

    public ReloadingRecognizer(
        IOptionsMonitor<UndertoneOptions> options, UndertoneTelemetry telemetry, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        (_options, _telemetry) = (options, telemetry);
        _logger = loggers?.CreateLogger(Log.Category) ?? NullLogger.Instance;
        var first = options.CurrentValue;
        _places = new SemaphoreSlim(first.MaxConcurrency ?? Environment.ProcessorCount);
        (_source, _file) = (first.Model, FileOf(first.Model));
        _current = Load(first.Model);
        Tell(_current);
        _listening = options.OnChange(_ => Look());
        _timer = (time ?? TimeProvider.System).CreateTimer(_ => Look(), null, first.ReloadInterval, first.ReloadInterval);
    }

    public ModelManifest Manifest => Bundle.Manifest;

    public ModelBundle Bundle
    {
        get
        {
            var model = Enter();
            try
            {
                return model.Recognizer.Bundle;
            }
            finally
            {
                model.Leave();
            }
        }
    }

    public EmotionPrediction Predict(string path, bool segments = false) => Answer(r => r.Predict(path, segments));

    public EmotionPrediction Predict(AudioClip clip, bool segments = false) => Answer(r => r.Predict(clip, segments));

    public Task<EmotionPrediction> PredictAsync(string path, bool segments = false, CancellationToken cancellationToken = default) =>
        AnswerAsync(r => r.PredictAsync(path, segments, cancellationToken), cancellationToken);

    public Task<EmotionPrediction> PredictAsync(AudioClip clip, bool segments = false, CancellationToken cancellationToken = default) =>
        AnswerAsync(r => r.PredictAsync(clip, segments, cancellationToken), cancellationToken);

    public Task<EmotionPrediction> PredictAsync(
        Stream audio, string name, bool segments = false, CancellationToken cancellationToken = default) =>
        AnswerAsync(r => r.PredictAsync(audio, name, segments, cancellationToken), cancellationToken);

    public IEnumerable<FilePrediction> PredictFiles(
        IEnumerable<string> files, BatchOptions? options = null, CancellationToken cancellationToken = default)
    {
        var model = Enter();
        try
        {
            foreach (var result in model.Recognizer.PredictFiles(files, options, cancellationToken)) yield return Counted(model, result);
        }
        finally
        {
            model.Leave();
        }
    }

    public async IAsyncEnumerable<FilePrediction> PredictFilesAsync(
        IEnumerable<string> files, BatchOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var model = Enter();
        try
        {
            await foreach (var result in model.Recognizer.PredictFilesAsync(files, options, cancellationToken).ConfigureAwait(false))
                yield return Counted(model, result);
        }
        finally
        {
            model.Leave();
        }
    }

    public StreamingRecognizer OpenStream(int sampleRateHz, StreamingOptions? options = null)
    {
        var model = Enter();
        try
        {
            var stream = model.Recognizer.OpenStream(sampleRateHz, options);
            stream.Disposed += model.Leave;
            return stream;
        }
        catch
        {
            model.Leave();
            throw;
        }
    }

    public Voice Enroll(string name, IEnumerable<AudioClip> clips, bool neutral = false)
    {
        var model = Enter();
        try
        {
            return model.Recognizer.Enroll(name, clips, neutral);
        }
        finally
        {
            model.Leave();
        }
    }

    public void Dispose()
    {
        _listening?.Dispose();
        _timer?.Dispose();
        lock (_reloading) Interlocked.Exchange(ref _current, null)?.Leave();
        _places.Dispose();
    }

    private EmotionPrediction Answer(Func<EmotionRecognizer, EmotionPrediction> ask)
    {
        var model = Enter();
        var work = _telemetry.Begin(model.Recognizer.Manifest.Name);
        try
        {
            var answer = ask(model.Recognizer);
            work.End(answer);
            return answer;
        }
        catch (Exception e)
        {
            work.Fail(e);
            throw;
        }
        finally
        {
            model.Leave();
        }
    }

    private async Task<EmotionPrediction> AnswerAsync(
        Func<EmotionRecognizer, Task<EmotionPrediction>> ask, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var model = Enter();
            var work = _telemetry.Begin(model.Recognizer.Manifest.Name);
            try
            {
                var answer = await ask(model.Recognizer).ConfigureAwait(false);
                work.End(answer);
                return answer;
            }
            catch (Exception e)
            {
                work.Fail(e);
                throw;
            }
            finally
            {
                model.Leave();
            }
        }
        finally
        {
            _places.Release();
        }
    }

    private FilePrediction Counted(SharedModel model, FilePrediction result)
    {
        _telemetry.Count(model.Recognizer.Manifest.Name, result);
        return result;
    }

    private SharedModel Enter()
    {
        while (Volatile.Read(ref _current) is { } model)
        {
            if (model.TryEnter()) return model;
        }

        throw new ObjectDisposedException(nameof(IEmotionRecognizer), "The service is shutting down: nothing is answered any more.");
    }

    /// <summary>Looks whether another model is wanted, and takes it where it can be used.</summary>
    private void Look()
    {
        if (!_reloading.TryEnter()) return;
        try
        {
            if (_current is null || _options.CurrentValue is not { } options) return;
            if (options.Model != _source) (_source, _file) = (options.Model, FileOf(options.Model));
            else if (!options.ReloadOnChange || _file is null || !IsChanged(_file)) return;
            var model = Load(_source);
            Interlocked.Exchange(ref _current, model)!.Leave();
            Tell(model);
            _telemetry.Reloaded(loaded: true);
        }
        catch (Exception e)
        {
            // Whatever is wrong with the new one, the old one answers.
            Log.Refused(_logger, _source, e.Message, e);
            _telemetry.Reloaded(loaded: false);
        }
        finally
        {
            _reloading.Exit();
        }
    }

    private bool IsChanged(ModelFile file)
    {
        var changed = file.Changed(out var gone);
        if (gone) Log.Gone(_logger, file.Path);
        return changed;
    }

    private void Tell(SharedModel model) =>
        Log.Loaded(_logger, model.Recognizer.Manifest.Name, model.Recognizer.Manifest.Version, _source);

    private static SharedModel Load(string source) =>
        new(FileOf(source) is null ? EmotionRecognizer.LoadBuiltIn(source) : EmotionRecognizer.Load(source));

    private static ModelFile? FileOf(string source) => UndertoneOptionsValidator.IsBuiltIn(source) ? null : new ModelFile(source);
}
