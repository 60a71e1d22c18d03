using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Receiving;

namespace Uhit.Client.Tests.Receiving;

public sealed class LogLimiterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _log = [];
    private readonly LogLimiter _limiter;

    public LogLimiterTests() => _limiter = new LogLimiter(_time);

    [Fact]
    public void Write_Flood_FirstFewAreWrittenAndTheOthersCountedOnce()
    {
        Write("a", 1239);
        Assert.Equal(Enumerable.Repeat("a", LogLimiter.PerWindow), _log);
        _time.Advance(LogLimiter.Window);
        Assert.Equal("a and 1234 more", _log[^1]);
        Assert.Equal(LogLimiter.PerWindow + 1, _log.Count);
        _time.Advance(LogLimiter.Window * 3);
        Assert.Equal(LogLimiter.PerWindow + 1, _log.Count);
    }

    [Fact]
    public void Write_FewOfAKind_NothingIsCounted()
    {
        Write("a", LogLimiter.PerWindow);
        _time.Advance(LogLimiter.Window);
        Assert.Equal(LogLimiter.PerWindow, _log.Count);
    }

    [Fact]
    public void Write_NextMinute_IsWrittenAgain()
    {
        Write("a", 7);
        _time.Advance(LogLimiter.Window);
        _log.Clear();
        Write("a", 6);
        Assert.Equal(Enumerable.Repeat("a", LogLimiter.PerWindow), _log);
        _time.Advance(LogLimiter.Window);
        Assert.Equal("a and 1 more", _log[^1]);
    }

    [Fact]
    public void Write_FloodOfOneKind_HidesNoOther()
    {
        Write("flood", 1000);
        Write("rare", 1);
        Assert.Equal("rare", _log[^1]);
    }

    [Fact]
    public void Write_EndlessKinds_AreBounded()
    {
        for (var i = 0; i < LogLimiter.MaxKinds + 1000; i++)
        {
            Write(i.ToString(System.Globalization.CultureInfo.InvariantCulture), 1);
        }

        Assert.Equal(LogLimiter.MaxKinds + LogLimiter.PerWindow, _log.Count);
    }

    [Fact]
    public void Write_ManyThreads_CountsEach()
    {
        Parallel.For(0, 1000, _ => Write("a", 1));
        _time.Advance(LogLimiter.Window);
        Assert.Equal("a and 995 more", _log[^1]);
    }

    private void Write(string kind, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _limiter.Write(
                kind,
                () => Add(kind),
                others => Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind} and {others} more")));
        }
    }

    private void Add(string line)
    {
        lock (_log)
        {
            _log.Add(line);
        }
    }
}
