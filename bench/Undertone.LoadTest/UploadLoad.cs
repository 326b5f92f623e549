using System.Diagnostics;
using System.Net;

namespace Undertone.LoadTest;

/// <summary>Clients that send a clip, wait for the answer, and send the next.</summary>
internal static class UploadLoad
{
    public static async Task<string> Run(Uri url, int clients, TimeSpan time, string[] files, ServerProcess server)
    {
        var clips = files.Select(File.ReadAllBytes).ToArray();
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = clients });
        await Send(http, url, clips[0], new Tally());
        var tally = new Tally();
        using var end = new CancellationTokenSource();
        server.Begin();
        var before = server.MemoryMB;
        var begun = Stopwatch.GetTimestamp();
        var all = Enumerable.Range(0, clients).Select(i => Client(http, url, clips, new Random(i), tally, end.Token)).ToArray();
        await Task.Delay(time / 2);
        var middle = server.MemoryMB;
        await Task.Delay(time / 2);
        var (processors, after) = (server.Processors, server.MemoryMB);
        await end.CancelAsync();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var answered = tally.Count;
        await Task.WhenAll(all);
        return FormattableString.Invariant(
            $"predict clients={clients} answers={answered} rate={answered / seconds:0.0}/s {tally} ")
            + ServerProcess.Text(processors, before, middle, after);
    }

    private static async Task Client(
        HttpClient http, Uri url, byte[][] clips, Random random, Tally tally, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var wait = await Send(http, url, clips[random.Next(clips.Length)], tally);
            if (wait == TimeSpan.Zero) continue;
            // As it was told, and not all at the same moment.
            await Task.Delay(wait * (1 + random.NextDouble()), end).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private static async Task<TimeSpan> Send(HttpClient http, Uri url, byte[] clip, Tally tally)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(clip), "file", "clip.wav" } };
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.PostAsync(url, form);
            await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode == HttpStatusCode.OK)
            {
                tally.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                return TimeSpan.Zero;
            }

            tally.Other($"{(int)response.StatusCode}");
            return response.Headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        }
        catch (HttpRequestException e)
        {
            tally.Other(e.HttpRequestError.ToString());
            return TimeSpan.FromSeconds(0.1);
        }
    }
}
