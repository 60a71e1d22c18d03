using Microsoft.Extensions.Time.Testing;
using Uhit.Client.Testing;
using Uhit.Client.Tests.Inquiries;

namespace Uhit.Client.Tests.Testing;

/// <summary>What a test of somebody's handler makes its events with.</summary>
public sealed class EventBuilderTests
{
    private static readonly Type[] Kinds = [.. typeof(UhitEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UhitEvent)))];

    public static TheoryData<Type> All => [.. Kinds];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(All))]
    public void Make_EveryKindWithoutArguments_IsWhole(Type kind)
    {
        var builder = new EventBuilder(RequestId.Parse("R-7"), new FakeTimeProvider(InquirySamples.Now));
        var made = (UhitEvent)Make(builder, kind);

        Assert.IsType(kind, made);
        Assert.Equal(
            ("Test", UhitEnvironment.Test, RequestId.Parse("R-7"), InquirySamples.Now, 1, false),
            (made.Client, made.Environment, made.RequestId, made.OccurredAt, made.Attempt, made.IsReplay));
        Assert.NotEqual(made.Key, ((UhitEvent)Make(builder, kind)).Key);
        Assert.Equal(made.Key, ((UhitEvent)Make(new EventBuilder(RequestId.Parse("R-7")), kind)).Key);
    }

    [Fact]
    public async Task UsageDelivered_GivesTheUsage_AsOftenAsItIsRead()
    {
        var usage = new UsageHistoryBuilder(
            InquiryBuilder.EsiIdOf(1)).AddIntervals(new UsagePeriod(new(2026, 1, 1), new(2026, 1, 2)), 0.25m).Build();
        var delivered = new EventBuilder().UsageDelivered(usage);

        Assert.Equal(1, delivered.UsageCount);
        for (var i = 0; i < 2; i++)
        {
            Assert.Same(usage, Assert.Single(await delivered.ReadUsageAsync(Token).ToListAsync(Token)));
        }
    }

    [Fact]
    public void Make_WhatATestSays_IsInTheEvent()
    {
        var builder = new EventBuilder(client: "Production", environment: UhitEnvironment.Production);

        Assert.Equal(AcknowledgementStatus.Accepted, builder.InquiryAcknowledged().Acknowledgement.Status);
        Assert.Equal(
            AcknowledgementStatus.Rejected,
            builder.InquiryAcknowledged(new ReportedError { Code = "A76", Description = "No such ESI ID." }).Acknowledgement.Status);
        Assert.Equal(
            [1, 2], builder.ValidationReceived(InquiryBuilder.EsiIdOf(1), InquiryBuilder.EsiIdOf(2)).Lines.Select(line => line.LineNumber));
        Assert.Equal(ValidationStatus.Failed, Assert.Single(builder.ValidationReceived(
            [new LineValidation { LineNumber = 3, EsiId = InquiryBuilder.EsiIdOf(3), Status = ValidationStatus.Failed }]).Lines).Status);
        Assert.Equal(UhitOperation.NotifyValidation, builder.CallbackUnmatched(UhitOperation.NotifyValidation).Operation);
        Assert.Equal(5, builder.CallbackTooLarge(maxBytes: 5).MaxBytes);
        Assert.Equal(("Production", UhitEnvironment.Production), (builder.InquiryDue().Client, builder.InquiryDue().Environment));
        Assert.Equal(2, (builder.InquiryOverdue() with { Attempt = 2 }).Attempt);
    }

    private static object Make(EventBuilder builder, Type kind)
    {
        var method = typeof(EventBuilder).GetMethods().First(method => method.Name == kind.Name && method.ReturnType == kind);
        return method.Invoke(
            builder,
            [.. method.GetParameters()
                .Select(parameter => parameter.HasDefaultValue ? parameter.DefaultValue : Empty(parameter.ParameterType))])!;
    }

    private static Array Empty(Type list) => Array.CreateInstance(list.GetGenericArguments()[0], 0);
}
