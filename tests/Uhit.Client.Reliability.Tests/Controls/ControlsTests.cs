using Uhit.Client.Reliability.Controls;
using Uhit.Client.Reliability.InProcess;

namespace Uhit.Client.Reliability.Tests.Controls;

/// <summary>The checks see what they are for: each goes red where its rule is broken, and all are green where every rule is kept.</summary>
public sealed class ControlsTests
{
    public static TheoryData<string> Rules => [.. BrokenRules.All.Select(rule => rule.Name)];

    [Theory]
    [InlineData("memory")]
    [InlineData("sqlite")]
    public async Task Play_EveryRuleKept_NoViolation(string store)
    {
        using var cast = new Cast();

        Assert.Empty(await ControlScript.PlayAsync(null, store, cast));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Play_RuleBroken_IsSeen(string name)
    {
        using var cast = new Cast();
        var rule = BrokenRules.All.Single(rule => rule.Name == name);

        var violations = await ControlScript.PlayAsync(rule, "sqlite", cast);

        Assert.Contains(violations, violation => violation.Promise == rule.Breaks);
    }
}
