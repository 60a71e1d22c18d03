namespace Uhit.Client.Tests.Inquiries;

public sealed class CentralTimeZoneTests
{
    [Fact]
    public void Find_NoTimeZoneData_NamesThePackage()
    {
        var e = Assert.Throws<TimeZoneNotFoundException>(() => CentralTime.Find(name => throw new TimeZoneNotFoundException(name)));
        Assert.Contains("Install the package tzdata", e.Message, StringComparison.Ordinal);
        Assert.Throws<TimeZoneNotFoundException>(() => CentralTime.Find(_ => throw new InvalidTimeZoneException()));
        Assert.Throws<TimeZoneNotFoundException>(() => CentralTime.Find(_ => throw new UnauthorizedAccessException()));
    }

    [Fact]
    public void Find_OnlyTheNameOfWindows_IsTaken() =>
        Assert.Equal(
            TimeZoneInfo.Utc,
            CentralTime.Find(name => name == "Central Standard Time" ? TimeZoneInfo.Utc : throw new TimeZoneNotFoundException(name)));

    [Fact]
    public void Problem_ThisMachine_None() => Assert.Null(CentralTime.Problem);
}
