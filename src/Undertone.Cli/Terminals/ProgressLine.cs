using System.Diagnostics;
using System.Globalization;

namespace Undertone.Cli.Terminals;

/// <summary>One line on a terminal that is written again and again: stage, bar, share, time left.</summary>
internal sealed class ProgressLine(TextWriter writer) : IProgressDisplay
{
    private const int Width = 28;
    private readonly Lock _gate = new();
    private readonly Stopwatch _sinceDrawn = Stopwatch.StartNew();
    private Stopwatch _stageTime = Stopwatch.StartNew();
    private string _stage = "";
    private bool _drawn;

    public void Report(string stage, long done, long total)
    {
        lock (_gate)
        {
            if (stage != _stage)
            {
                Clear();
                _stage = stage;
                _stageTime = Stopwatch.StartNew();
            }
            else if (done < total && _sinceDrawn.ElapsedMilliseconds < 80)
            {
                return;
            }

            _sinceDrawn.Restart();
            var share = total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
            var filled = (int)(share * Width);
            var left = done > 0 && done < total ? _stageTime.Elapsed * ((double)(total - done) / done) : TimeSpan.Zero;
            var form = left.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss";
            var time = left > TimeSpan.Zero ? left.ToString(form, CultureInfo.InvariantCulture) + " left" : "";
            writer.Write($"\r\e[2K{stage} [{new string('#', filled)}{new string('.', Width - filled)}] {done}/{total} {time}");
            _drawn = true;
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            if (_drawn) writer.Write("\r\e[2K");
            _drawn = false;
        }
    }

    public void Dispose() => Clear();
}
