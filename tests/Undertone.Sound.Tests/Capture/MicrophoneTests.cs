using System.Diagnostics;
using Undertone.Sound.Capture;

namespace Undertone.Sound.Tests.Capture;

/// <summary>Recording programs are stood in for by the shell.</summary>
public sealed class MicrophoneTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly Recorder Missing = new("no-such-recorder-anywhere", (_, _) => []);

    private static Recorder Shell(string script) => new("sh", (device, rate) => ["-c", script, "sh", device ?? "default", rate]);

    [UnixFact]
    public void The_first_program_that_gives_sound_is_taken_and_gets_device_and_rate()
    {
        // "default" and "8000" are 7 and 4 letters; the sound is made of their codes.
        var silent = Shell("echo no such device >&2; exit 1");
        var working = Shell("while :; do printf '%s%s.' \"$1\" \"$2\"; done");
        using var microphone = Microphone.Open(null, 8000, [Missing, silent, working], Patience);
        (microphone.Program, microphone.SampleRateHz).ShouldBe(("sh", 8000));
        var block = new float[1000];
        microphone.Read(block);
        var bytes = System.Text.Encoding.ASCII.GetBytes("default8000.");
        for (var i = 0; i < block.Length; i++)
        {
            var at = 2 * i % bytes.Length;
            block[i].ShouldBe((short)(bytes[at] | bytes[at + 1] << 8) / 32768f);
        }
    }

    [UnixFact]
    public void Without_sound_the_error_has_what_each_program_said()
    {
        Recorder[] all =
        [
            Missing,
            Shell("echo 'ALSA lib pcm.c: noise' >&2; echo \"cannot open '$1' @ 0x55aa\" >&2; exit 1"),
            Shell("exit 3"),
            Shell("echo 'ALSA lib only noise' >&2"),
            Shell("exec sleep 20"),
        ];
        var clock = Stopwatch.StartNew();
        var error = Should.Throw<MicrophoneException>(() => Microphone.Open("mic", 16000, all, Patience)).Message;
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(15));
        error.ShouldStartWith(
            "No sound could be recorded from 'mic': no-such-recorder-anywhere is not installed; sh failed (cannot open 'mic'); "
            + "sh ended with exit code 3; sh failed (ALSA lib only noise); sh gave no sound for 1 s. Connect a microphone");
    }

    [UnixFact]
    public void A_program_that_dies_or_falls_silent_ends_the_reading_with_what_it_said()
    {
        using var dying = Microphone.Open(null, 16000, [Shell("head -c 8000 /dev/zero; echo unplugged >&2; exit 1")], Patience);
        Throws(dying).ShouldBe("The recording has ended: sh failed (unplugged). Is the microphone still connected?");
        using var silent = Microphone.Open(null, 16000, [Shell("head -c 8000 /dev/zero; exec sleep 20")], Patience);
        Throws(silent).ShouldBe("The recording has ended: sh gave no sound for 1 s. Is the microphone still connected?");

        static string Throws(Microphone microphone)
        {
            var (block, read) = (new float[500], 0);
            return Should.Throw<MicrophoneException>(() =>
            {
                for (; read < 100; read++) microphone.Read(block);
            }).Message;
        }
    }

    [UnixFact]
    public void Disposing_ends_the_program_and_a_read_that_waits()
    {
        var microphone = Microphone.Open(null, 16000, [Shell("head -c 640 /dev/zero; exec sleep 600")], TimeSpan.FromSeconds(60));
        var reading = Task.Run(() => Should.Throw<MicrophoneException>(() => microphone.Read(new float[8000])));
        reading.Wait(200).ShouldBeFalse();
        microphone.Dispose();
        reading.Wait(TimeSpan.FromSeconds(10)).ShouldBeTrue();
    }

    [UnixFact]
    public void A_device_with_a_programs_name_before_it_is_opened_by_that_program()
    {
        var other = new Recorder("other", (_, _) => []);
        var error = Should.Throw<MicrophoneException>(() =>
            Microphone.Open("sh:front:0", 16000, [other, Shell("echo \"<$1>\" >&2")], Patience));
        error.Message.ShouldStartWith("No sound could be recorded from 'sh:front:0': sh failed (<front:0>).");
        error = Should.Throw<MicrophoneException>(() => Microphone.Open("hw:0", 16000, [other, Shell("echo \"<$1>\" >&2")], Patience));
        error.Message.ShouldStartWith("No sound could be recorded from 'hw:0': other is not installed; sh failed (<hw:0>).");
    }

    [Fact]
    public void Devices_are_read_from_what_the_programs_print()
    {
        DeviceLists.OfArecord("null\n    Discard all samples\ndefault:CARD=PCH\n    HDA Intel PCH, ALC257\n    Default Device\n")
            .Select(d => (d.Id, d.Description)).ShouldBe(
            [
                ("arecord:null", "Discard all samples"),
                ("arecord:default:CARD=PCH", "HDA Intel PCH, ALC257, Default Device"),
            ]);
        DeviceLists.OfPulse("0\tfakemic\tmodule-pipe-source.c\ts16le 1ch 16000Hz\tSUSPENDED\nConnection refused\n")
            .Select(d => (d.Id, d.Description)).ShouldBe([("parec:fakemic", "s16le 1ch 16000Hz")]);
        DeviceLists.OfAvFoundation(
            "[AVFoundation indev @ 0x7f8] AVFoundation video devices:\n[AVFoundation indev @ 0x7f8] [0] FaceTime HD Camera\n"
            + "[AVFoundation indev @ 0x7f8] AVFoundation audio devices:\n[AVFoundation indev @ 0x7f8] [0] MacBook Pro Microphone\n")
            .Select(d => d.Id).ShouldBe(["ffmpeg:MacBook Pro Microphone"]);
        DeviceLists.OfDirectShow(
            "[dshow @ 0000] \"Integrated Camera\" (video)\r\n[dshow @ 0000]   Alternative name \"@device\"\r\n"
            + "[dshow @ 0000] \"Microphone (Realtek Audio)\" (audio)\r\ndummy: Immediate exit requested\r\n")
            .Select(d => d.Id).ShouldBe(["ffmpeg:Microphone (Realtek Audio)"]);
    }

    [UnixFact]
    public void Programs_that_list_no_devices_are_passed_over()
    {
        var lists = Missing with { List = ("no-such-recorder-anywhere", [], DeviceLists.OfPulse) };
        var one = Missing with { List = ("sh", ["-c", "printf '0\\tmic\\tx\\ts16le\\tIDLE\\n'; exit 1"], DeviceLists.OfPulse) };
        Microphone.Devices([Missing, lists, one]).Select(d => d.Id).ShouldBe(["parec:mic"]);
    }
}
