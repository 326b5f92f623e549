using System.Globalization;
using Undertone.LoadTest;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
if (args is not ["predict" or "stream", var url, var count, var seconds, var pid, .. { Length: > 0 } clips])
{
    Console.Error.WriteLine("Undertone.LoadTest predict|stream URL CLIENTS SECONDS PID CLIP.wav...");
    return 2;
}

var server = new ServerProcess(int.Parse(pid, CultureInfo.InvariantCulture));
var (many, time) = (int.Parse(count, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)));
var report = args[0] == "predict"
    ? await UploadLoad.Run(new Uri(url), many, time, clips, server)
    : await StreamLoad.Run(new Uri(url), many, time, clips, server);
Console.WriteLine(report);
return 0;
