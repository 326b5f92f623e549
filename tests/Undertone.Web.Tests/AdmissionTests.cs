using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Undertone.Fleet.Stores;

namespace Undertone.Web.Tests;

/// <summary>Who is let in, and what stays of what they bring.</summary>
public sealed class AdmissionTests
{
    private static readonly byte[] Clip = File.ReadAllBytes(WebService.Clip);

    [Fact]
    public async Task One_recording_too_many_is_told_to_come_again_before_it_is_received()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxConcurrency = 1, MaxQueue = 1 });
        using (var first = Begin(service))
        using (var second = Begin(service))
        {
            // The service asks for the body of those that it lets in.
            (await Head(first)).ShouldStartWith("HTTP/1.1 100 Continue");
            (await Head(second)).ShouldStartWith("HTTP/1.1 100 Continue");
            using var third = Begin(service);
            var refused = await Head(third);
            refused.ShouldStartWith("HTTP/1.1 429 Too Many Requests");
            refused.ShouldContain("Retry-After: 2");
        }

        // Those who have gone have left their places.
        for (var attempt = 0; ; attempt++)
        {
            using var next = await service.SendBody("/v1/predict", Clip);
            if ((int)next.StatusCode == 200) break;
            (await WebService.ProblemOf(next, 429)).ShouldBe("busy");
            attempt.ShouldBeLessThan(200);
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task Many_at_once_are_all_answered_or_told_to_come_again()
    {
        await using var service = await WebService.Start(new UndertoneWebOptions { MaxQueue = 3 });
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var response = await service.SendForm("/v1/predict", Clip);
            return (int)response.StatusCode;
        }));
        all.Distinct().Order().ShouldBeSubsetOf([200, 429]);
        all.ShouldContain(200);
    }

    [Fact]
    public async Task Kept_sound_is_what_was_sent_under_a_name_that_says_nothing()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("undertone-keep-").FullName, "kept");
        var store = await Store.OpenAsync(folder + ".store");
        await using (var service = await WebService.Start(new UndertoneWebOptions { Keep = folder, Store = store }))
        {
            foreach (var name in new[] { "../../call.WAV", "call.sh;rm", "call" })
            {
                using var response = await service.SendForm("/v1/predict", Clip, name);
                ((int)response.StatusCode).ShouldBe(200);
            }

            using var refused = await service.SendForm("/v1/predict", "this is text"u8.ToArray());
            ((int)refused.StatusCode).ShouldBe(422);
            var kept = Directory.GetFileSystemEntries(folder);
            kept.Length.ShouldBe(3);
            kept.Select(f => Path.GetExtension(f)).Order().ShouldBe(["", "", ".WAV"]);
            foreach (var file in kept)
            {
                File.ReadAllBytes(file).ShouldBe(Clip);
                if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
                Path.GetFileNameWithoutExtension(file).ShouldMatch("^[0-9a-f]{32}$");
            }

            var page = await service.Client.GetStringAsync(new Uri("/v1/predictions", UriKind.Relative));
            using var document = JsonDocument.Parse(page);
            document.RootElement.GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("audioPath").GetString())
                .ShouldBe(kept, ignoreOrder: true);

            // With an answer its sound is deleted; a file that the service does not keep is not, whatever the store says.
            var outside = Path.Combine(Path.GetDirectoryName(folder)!, "precious.wav");
            await File.WriteAllBytesAsync(outside, Clip);
            var first = (await store.GetAsync(1))!;
            var other = await store.AddAsync(first.Entry with { AudioPath = outside });
            foreach (var id in new[] { 1, other.Id })
            {
                using var deleted = await service.Client.DeleteAsync(new Uri($"/v1/predictions/{id}", UriKind.Relative));
                ((int)deleted.StatusCode).ShouldBe(204);
            }

            File.Exists(first.Entry.AudioPath).ShouldBeFalse();
            File.Exists(outside).ShouldBeTrue();
            Directory.GetFileSystemEntries(folder).Length.ShouldBe(2);
        }

        await store.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    /// <summary>Sends the head of a request, and stays.</summary>
    private static TcpClient Begin(WebService service)
    {
        var client = new TcpClient("127.0.0.1", service.Client.BaseAddress!.Port);
        client.GetStream().Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST /v1/predict HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: {Clip.Length}\r\n\r\n")));
        return client;
    }

    /// <summary>The head of the answer.</summary>
    private static async Task<string> Head(TcpClient client)
    {
        using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
        var head = "";
        while (await reader.ReadLineAsync() is { Length: > 0 } line) head += line + "\n";
        return head;
    }
}
