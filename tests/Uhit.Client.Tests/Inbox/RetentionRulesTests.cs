using CsCheck;
using Uhit.Client.Events;
using Uhit.Client.Inbox.Retention;

namespace Uhit.Client.Tests.Inbox;

public sealed class RetentionRulesTests
{
    private static readonly TimeSpan[] Edges =
    [
        TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(1) - TimeSpan.FromTicks(1), TimeSpan.FromDays(400),
        TimeSpan.FromDays(400) - TimeSpan.FromTicks(1),
        TimeSpan.FromDays(36_525), TimeSpan.FromDays(36_526), TimeSpan.MaxValue, TimeSpan.MinValue,
    ];

    private static readonly Gen<TimeSpan> Age = Gen.OneOf(
        Gen.Int[-10, 800].Select(days => TimeSpan.FromDays(days)), Gen.Int[0, Edges.Length - 1].Select(index => Edges[index]));

    private static readonly Gen<TimeSpan?> AgeOrNone = Gen.OneOf(Gen.Const((TimeSpan?)null), Age.Select(age => (TimeSpan?)age));

    [Fact]
    public void Defaults_KeepEverythingAndRememberFor400Days()
    {
        var options = new RetentionOptions();

        Assert.Equal(
            (null, null, TimeSpan.FromDays(400), false),
            (options.PayloadAge, options.UnreadableAge, options.MessageMemory, options.WithoutHandlers));
        Assert.Empty(RetentionRules.Check(options, new DispatcherSettings { Client = "test" }.RetryHorizon));
    }

    // What a bad combination is, said once more and otherwise: every moment at which a copy would be taken for a new message too early.
    [Fact]
    public void Check_AnyCombination_IsRefusedExactlyWhereItIsBad() => Gen.Select(AgeOrNone, AgeOrNone, Age, Age).Sample(
        (payload, unreadable, memory, horizon) =>
        {
            var (day, century) = (TimeSpan.FromDays(1), TimeSpan.FromDays(36_525));
            var isGood = memory >= TimeSpan.FromDays(400) && memory <= century && memory > horizon
                && (payload is null || (payload >= day && payload < memory))
                && (unreadable is null || (unreadable >= day && unreadable <= century));

            var options = new RetentionOptions { PayloadAge = payload, UnreadableAge = unreadable, MessageMemory = memory };
            return isGood == !RetentionRules.Check(options, horizon).Any();
        },
        iter: 20_000);

    [Theory]
    [InlineData("PayloadAge", "00:00:01")]
    [InlineData("PayloadAge", "500.00:00:00")]
    [InlineData("UnreadableAge", "01:00:00")]
    [InlineData("MessageMemory", "399.23:59:59")]
    public async Task Options_ThatAreRefused_AreNamedAtStart(string setting, string value)
    {
        var exception = await Assert.ThrowsAsync<UhitConfigurationException>(async () =>
        {
            await using var fixture = await RoomFixture.CreateAsync(configure: options =>
                typeof(RetentionOptions).GetProperty(setting)!.SetValue(
                    options.Retention, TimeSpan.Parse(value, System.Globalization.CultureInfo.InvariantCulture)));
            _ = fixture.Dispatcher;
        });

        Assert.Contains($"Uhit:test:Retention:{setting} ", exception.Message, StringComparison.Ordinal);
    }
}
