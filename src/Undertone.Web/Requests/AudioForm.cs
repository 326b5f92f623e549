using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Undertone.Recognition.Inference.Voices;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>What a request brings: audio files, and the voice of who speaks where its form has one.</summary>
internal sealed class AudioForm : IDisposable
{
    /// <summary>The most bytes of a voice.</summary>
    public const int MostVoiceBytes = 256 << 10;

    private const string FileField = "file";
    private const string VoiceField = "voice";

    /// <summary>Room in the body for what a form has around its files.</summary>
    private const long FormBytes = (1 << 16) + MostVoiceBytes;

    private readonly List<Upload> _files = [];

    private AudioForm()
    {
    }

    /// <summary>The files in their order, one at least.</summary>
    public IReadOnlyList<Upload> Files => _files;

    /// <summary>The voice of who speaks; null where the form has none.</summary>
    public Voice? Voice { get; private set; }

    /// <summary>Receives the fields <c>file</c> and <c>voice</c> of a form, or the whole body as a file where it is no form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="name">What a raw body is called; null for <c>audio</c>.</param>
    /// <param name="options">How large the files may be together.</param>
    /// <param name="keep">Where files are kept; null for nowhere.</param>
    /// <param name="mostFiles">How many files are taken; of a form with more for one file the first is.</param>
    /// <param name="cancellationToken">Ends the receiving; nothing stays on disk.</param>
    public static async Task<AudioForm> Receive(
        HttpRequest request, string? name, UndertoneWebOptions options, string? keep, int mostFiles, CancellationToken cancellationToken)
    {
        var maxBytes = options.MaxUploadBytes;
        if (request.ContentLength > maxBytes + FormBytes) throw Upload.TooLarge(maxBytes);
        BodyLimit.Set(request.HttpContext, maxBytes + FormBytes);
        var form = new AudioForm();
        try
        {
            if (BoundaryOf(request) is { } boundary)
                await form.Fill(new MultipartReader(boundary, request.Body), maxBytes, keep, mostFiles, cancellationToken);
            else
                form._files.Add(await Upload.Receive(request.Body, name, keep, maxBytes, maxBytes, cancellationToken));
            return form._files.Count > 0 ? form : throw Upload.Bad($"The form has no field '{FileField}'.");
        }
        catch (Exception e)
        {
            form.Dispose();
            if (Upload.IsMalformed(e)) throw Upload.Malformed();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var file in _files) file.Dispose();
    }

    /// <summary>What parts the fields of a form; null where the body is no form.</summary>
    private static string? BoundaryOf(HttpRequest request)
    {
        var isForm = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase);
        if (!isForm) return null;
        var boundary = HeaderUtilities.RemoveQuotes(type!.Boundary).Value;
        return string.IsNullOrEmpty(boundary) ? throw Upload.Bad("The form names no boundary.") : boundary;
    }

    private async Task Fill(MultipartReader reader, long maxBytes, string? keep, int mostFiles, CancellationToken cancellationToken)
    {
        var left = maxBytes;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var place)) continue;
            var field = HeaderUtilities.RemoveQuotes(place.Name);
            if (field == VoiceField) Voice = await ReadVoice(section.Body, cancellationToken);
            if (field != FileField) continue;
            if (_files.Count == mostFiles)
            {
                if (mostFiles == 1) continue;
                throw Upload.Bad(FormattableString.Invariant($"The form has more than {mostFiles} files."));
            }

            var name = HeaderUtilities.RemoveQuotes(place.FileNameStar.HasValue ? place.FileNameStar : place.FileName);
            var file = await Upload.Receive(section.Body, name.Value, keep, left, maxBytes, cancellationToken);
            left -= file.Bytes;
            _files.Add(file);
        }
    }

    private static async Task<Voice> ReadVoice(Stream body, CancellationToken cancellationToken)
    {
        var bytes = new byte[MostVoiceBytes + 1];
        var count = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        if (count == bytes.Length)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge, "too-large",
                FormattableString.Invariant($"The voice is larger than {MostVoiceBytes} bytes, which none of this service is."));
        }

        return Voice.Parse(bytes.AsSpan(0, count));
    }
}
