using System.Text;
using RabbitMQ.Client;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Queues;

/// <summary>Fills a queue with messages for a <see cref="QueueWorker"/>, and counts those that the broker has confirmed.</summary>
public static class QueueSender
{
    private const int MostAtOnce = 64;
    private const long MostBytesAtOnce = 32 << 20;

    /// <summary>
    /// The id of a file's message, by which the same file is answered once: the SHA-256, in small hexadecimal digits, of the line that
    /// <c>sha256sum</c> prints for it: the SHA-256 of its bytes, two spaces and its full path, in UTF-8, without the line's end.
    /// </summary>
    /// <param name="audioHash">The SHA-256 of the file's bytes in small hexadecimal digits (<see cref="AudioHash"/>).</param>
    /// <param name="fullPath">The file's full path.</param>
    public static string IdOf(string audioHash, string fullPath) => AudioHash.Of(Encoding.UTF8.GetBytes($"{audioHash}  {fullPath}"));

    /// <summary>Sends a message for each file. One that cannot be read is passed over, and told of.</summary>
    /// <param name="options">Where to, and how.</param>
    /// <param name="files">The files; they are taken as the sending goes on.</param>
    /// <param name="cancellationToken">Ends the sending.</param>
    /// <exception cref="QueueException">
    /// An option cannot be, the broker refuses it, or it did not work for <see cref="QueueSenderOptions.RetryTime"/>.
    /// </exception>
    public static async Task<QueueSending> SendAsync(
        QueueSenderOptions options, IEnumerable<string> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(files);
        if (options.ReplyTo is { } reply) QueueTopology.Checked(reply);
        await using var line = new SendingLine(options);
        await line.OpenAsync(cancellationToken).ConfigureAwait(false);
        var (sent, problems, together, bytes) = (0L, new List<FilePrediction>(), new List<OutgoingMessage>(), 0L);
        foreach (var file in files)
        {
            try
            {
                together.Add(await MessageAsync(options, file, cancellationToken).ConfigureAwait(false));
                bytes += together[^1].Body.Length;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or MessageException)
            {
                var error = e is MessageException m ? new PredictionError(m.Reason, m.Message) : PredictionError.Of(file, e);
                problems.Add(new FilePrediction(file, null, error));
            }

            if (together.Count >= MostAtOnce || bytes >= MostBytesAtOnce) await SendAsync().ConfigureAwait(false);
        }

        await SendAsync().ConfigureAwait(false);
        return new QueueSending(sent, problems);

        async Task SendAsync()
        {
            await line.SendAsync(together, cancellationToken).ConfigureAwait(false);
            sent += together.Count;
            together.Clear();
            bytes = 0;
        }
    }

    private static async Task<OutgoingMessage> MessageAsync(QueueSenderOptions options, string file, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(file);
        await using var stream = File.OpenRead(path);
        var properties = new BasicProperties
        {
            DeliveryMode = DeliveryModes.Persistent,
            ReplyTo = options.ReplyTo,
            ContentType = options.Inline ? "application/octet-stream" : "application/json",
        };
        if (!options.Inline)
        {
            properties.MessageId = IdOf(await AudioHash.OfAsync(stream, cancellationToken).ConfigureAwait(false), path);
            return new OutgoingMessage(properties, QueueMessage.OfPath(path));
        }

        if (stream.Length > options.MaxBytes) throw MessageException.Larger(file, options.MaxBytes);
        var body = new byte[stream.Length];
        await stream.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        properties.MessageId = IdOf(AudioHash.Of(body), path);
        properties.Headers = new Dictionary<string, object?> { [QueueMessage.Header + "file"] = path };
        return new OutgoingMessage(properties, body);
    }
}
