using System.Collections.Immutable;

namespace Grains.Interfaces.Catalog;

/// <summary>One version of the notice that customers are shown before they decide about a purpose.</summary>
[GenerateSerializer, Immutable, Alias("purpose-notice")]
public sealed record PurposeNotice
{
    /// <summary>The version, of the bank's choosing.</summary>
    [Id(0)]
    public required string Version { get; init; }

    /// <summary>The first day it is in force, UTC. The first version of a purpose was always in force.</summary>
    [Id(1)]
    public DateOnly ValidFrom { get; init; }

    /// <summary>The data categories that a consent under it covers.</summary>
    [Id(2)]
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>The channels that a consent under it covers.</summary>
    [Id(3)]
    public ImmutableArray<string> Channels { get; init; } = [];

    /// <summary>Whether consents under earlier versions end with its first day though it covers no more: what was said has changed.</summary>
    [Id(4)]
    public bool AsksAgain { get; init; }

    /// <summary>What is shown, in each language.</summary>
    [Id(5)]
    public ImmutableArray<NoticeText> Texts { get; init; } = [];
}

/// <summary>A notice in one language.</summary>
/// <param name="Language">BCP 47, lower case.</param>
/// <param name="Title">Short.</param>
/// <param name="Description">A sentence or two.</param>
[GenerateSerializer, Immutable, Alias("notice-text")]
public sealed record NoticeText([property: Id(0)] string Language, [property: Id(1)] string Title, [property: Id(2)] string Description);

/// <summary>What is done with data for a purpose, in the W3C Data Privacy Vocabulary (DPV 2.3).</summary>
/// <param name="Operations">The processing operations, e.g. <c>dpv:Use</c>.</param>
/// <param name="Automation">How far it is automated, e.g. <c>dpv:HighAutomation</c>.</param>
/// <param name="Retention">How long after the consent's end the last copy made for the purpose is gone, ISO 8601 duration.</param>
[GenerateSerializer, Immutable, Alias("purpose-processing")]
public sealed record PurposeProcessing(
    [property: Id(0)] ImmutableArray<string> Operations, [property: Id(1)] string Automation, [property: Id(2)] string Retention);
