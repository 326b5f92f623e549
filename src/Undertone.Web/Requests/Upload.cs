using System.Buffers;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Undertone.Web.Problems;

namespace Undertone.Web.Requests;

/// <summary>The audio file of a request, on disk under a name of its own until it is disposed, or for good where it is kept.</summary>
internal sealed class Upload : IDisposable
{
    private const string Field = "file";
    private const int BlockBytes = 1 << 16;
    private const int MaxNameLength = 200;

    private static readonly SearchValues<char> EndingCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private readonly string _folder;
    private readonly string? _kept;

    private Upload(string name, string? keep)
    {
        Name = name;
        try
        {
            if (keep is null)
            {
                _folder = Directory.CreateTempSubdirectory("undertone-upload-").FullName;
                return;
            }

            // Beside those that are kept, so that it becomes one of them in one step.
            var unguessable = RandomNumberGenerator.GetHexString(32, lowercase: true);
            _folder = System.IO.Path.Combine(System.IO.Path.GetFullPath(keep), $".{unguessable}.tmp");
            _kept = System.IO.Path.Combine(System.IO.Path.GetFullPath(keep), unguessable + EndingOf(name));
            MakeFolder(System.IO.Path.GetFullPath(keep));
            MakeFolder(_folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom();
        }
    }

    /// <summary>What the client calls it, without folders.</summary>
    public string Name { get; }

    /// <summary>Where it lies, in a folder of its own that only this user may enter.</summary>
    public string Path => System.IO.Path.Combine(_folder, "audio");

    /// <summary>Where it will lie for good, once <see cref="Keep"/> is called; null where it is not kept.</summary>
    public string? KeptPath => _kept;

    /// <summary>How large it is.</summary>
    public long Bytes { get; private set; }

    /// <summary>Receives a file.</summary>
    /// <param name="body">Its bytes.</param>
    /// <param name="name">What the client calls it; null for <c>audio</c>.</param>
    /// <param name="keep">The folder it may be kept in; null for none.</param>
    /// <param name="mostBytes">How large it may be.</param>
    /// <param name="limit">How large a client is told that files may be.</param>
    /// <param name="cancellationToken">Ends the receiving; nothing stays on disk.</param>
    public static async Task<Upload> Receive(
        Stream body, string? name, string? keep, long mostBytes, long limit, CancellationToken cancellationToken)
    {
        var upload = new Upload(Plain(name), keep);
        try
        {
            upload.Bytes = await upload.Fill(body, mostBytes, limit, cancellationToken);
            return upload.Bytes > 0 ? upload : throw Bad("The audio file is empty (0 bytes).");
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    /// <summary>Keeps it for good, where uploads are kept.</summary>
    public void Keep()
    {
        if (_kept is not null) File.Move(Path, _kept);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<long> Fill(Stream body, long mostBytes, long limit, CancellationToken cancellationToken)
    {
        await using var file = Create();
        var (block, bytes) = (new byte[BlockBytes], 0L);
        while (await body.ReadAsync(block, cancellationToken) is > 0 and var read)
        {
            bytes += read;
            if (bytes > mostBytes) throw TooLarge(limit);
            try
            {
                await file.WriteAsync(block.AsMemory(0, read), cancellationToken);
            }
            catch (IOException)
            {
                throw NoRoom();
            }
        }

        return bytes;
    }

    /// <summary>Makes a folder that only this user may enter, where it is not there.</summary>
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private FileStream Create()
    {
        // No buffer: a write that fails is told at once, and not when the file is closed.
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new FileStream(Path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NoRoom();
        }
    }

    /// <summary>Whether a form is not whole; the server's own exceptions say more.</summary>
    public static bool IsMalformed(Exception exception) =>
        exception is InvalidDataException or (IOException and not BadHttpRequestException);

    /// <summary>The ending of a name, where it looks like one; what a file is is told by its bytes.</summary>
    private static string EndingOf(string name)
    {
        var ending = System.IO.Path.GetExtension(name);
        return ending.Length is > 1 and <= 6 && ending.AsSpan(1).IndexOfAnyExcept(EndingCharacters) < 0 ? ending : "";
    }

    /// <summary>A name without folders and control characters, and not too long.</summary>
    private static string Plain(string? name)
    {
        var plain = new string([.. (name ?? "").Split('/', '\\')[^1].Where(c => !char.IsControl(c)).Take(MaxNameLength)]);
        return plain.Length > 0 ? plain : "audio";
    }

    public static RefusedException Bad(string detail) => new(
        StatusCodes.Status400BadRequest, "request",
        $"{detail} Send the audio file as the field '{Field}' of a form, or as the body itself.");

    public static RefusedException Malformed() => Bad("The form is not whole.");

    private static RefusedException NoRoom() => new(
        StatusCodes.Status507InsufficientStorage, "storage", "The service has no room for the file now. Try again later.");

    public static RefusedException TooLarge(long maxBytes) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large",
        FormattableString.Invariant($"The audio file is larger than {maxBytes} bytes. Cut it up, or send it compressed."));
}
