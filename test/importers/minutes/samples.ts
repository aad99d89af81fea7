/** Minutes as different tools and people write them. All of it is made up. */

/** scribe.perl of the 2000s: `cite` for who speaks, summaries at the end, actions repeated with where they were recorded. */
export const SCRIBE_PERL = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang='en'><head><title>Harbour WG Teleconference -- 12 Mar 2009</title></head>
<body>
<p><a href="http://www.w3.org/"><img src="http://www.w3.org/Icons/w3c_home" alt="W3C" border="0"></a></p>
<h1>- DRAFT -</h1>
<h1>Harbour WG Teleconference</h1>
<h2>12 Mar 2009</h2>
<p><a href='http://lists.example.org/agenda'>Agenda</a></p>
<p>See also: <a href="http://www.example.org/2009/03/12-harbour-irc">IRC log</a></p>
<h2><a name="attendees">Attendees</a></h2>
<div class="intro"><dl>
<dt>Present</dt><dd>Ana_Lima, Ben Okoro, +1.617.555.aaaa, [IPcaller]</dd>
<dt>Regrets</dt><dd>Cem_Kaya</dd>
<dt>Chair</dt><dd>Ana</dd>
<dt>Scribe</dt><dd>ben</dd>
</dl></div>
<h2>Contents</h2>
<ul>
  <li><a href="#agenda">Topics</a><ol>
    <li><a href="#item01">Dredging</a></li>
    <li><a href="#item02">Lights</a></li></ol></li>
  <li><a href="#ActionSummary">Summary of Action Items</a></li>
</ul>
<hr>
<div class="meeting">
<p class='phone'></p>
<p class='irc'>&lt;<cite>trackbot</cite>&gt; Date: 12 March 2009</p>
<p class='irc'>&lt;<cite>scribe</cite>&gt; Scribe: ben</p>
<h3 id="item01">Dredging</h3>
<p class='phone'><cite>Ana:</cite> the <b>channel</b> silts up<br>... every spring</p>
<p class='irc'>&lt;<cite>ana</cite>&gt; PROPOSED: dredge twice a year</p>
<p class='irc'>&lt;<cite>ben</cite>&gt; +1</p>
<p class='phone'><cite>Ben:</cite> resolved: my doubts, that is</p>
<p class='phone'><strong class='resolution'>RESOLUTION: dredge twice a year</strong></p>
<p class='irc'>&lt;<cite>scribe</cite>&gt; <strong>ACTION:</strong> Ben to ask for tenders [recorded in <a href="http://www.example.org/2009/03/12-harbour-minutes.html#action01">http://www.example.org/2009/03/12-harbour-minutes.html#action01</a>]</p>
<p class='irc'>&lt;<cite>trackbot</cite>&gt; Created ACTION-17 - Ask for tenders [on Ben Okoro - due 2009-03-19].</p>
<h3 id="item02">Lights</h3>
<p class='phone'><cite>Ana:</cite> nothing new</p>
</div>
<h2><a name="ActionSummary">Summary of Action Items</a></h2>
<!-- Action Items -->
<strong>[NEW]</strong> <strong>ACTION:</strong> Ben to ask for tenders [recorded in <a href="http://www.example.org/2009/03/12-harbour-minutes.html#action01">http://www.example.org/2009/03/12-harbour-minutes.html#action01</a>]<br>
<strong>[DONE]</strong> <strong>ACTION:</strong> Cem to paint the buoys [recorded in <a href="http://www.example.org/a">http://www.example.org/a</a>]<br>
<strong>[DROPPED]</strong> <strong>ACTION:</strong> Ana to buy a boat<br>
&nbsp;<br>
[End of minutes]<br><hr>
<address>Minutes formatted by a script</address>
</body></html>`

/** The tool since 2019: unquoted attributes, sections, what was decided by class, summaries that link to it. */
export const SCRIBE_SINCE_2019 = `<!DOCTYPE html>
<html lang="en"><head><meta charset=utf-8><title>Harbour WG – 5 April 2022</title><style>p{}</style></head>
<body>
<header><p><a href="https://www.example.org/"><img alt=W3C src=x.png></a></p>
<h1>– DRAFT –<br>Harbour WG</h1>
<h2>5 April 2022</h2>
<nav id=links><a href="https://x/"><img alt="Agenda." src=a.png></a> <a href="https://y/"><img alt="IRC log." src=b.png></a></nav>
</header>
<div id=prelims>
<div id=attendees><h2>Attendees</h2><dl class=intro>
<dt>Present</dt><dd>Ana Lima, Ben Okoro, Dora Ek</dd>
<dt>Regrets</dt><dd>-</dd>
<dt>Chair</dt><dd>Ana Lima</dd>
<dt>Scribe</dt><dd>Dora Ek, dora</dd>
</dl></div>
<nav id=toc><h2>Contents</h2><ol>
<li><a href="#t01">Action items</a></li><li><a href="#t02">Lights</a><ol><li><a href="#t03">The red one</a></li></ol></li>
<li><a href="#ActionSummary">Summary of action items</a></li><li><a href="#ResolutionSummary">Summary of resolutions</a></li></ol></nav>
</div>
<main id=meeting class=meeting>
<h2>Meeting minutes</h2>
<section><p class=irc>&lt;Dora&gt; hello</p></section>
<section><h3 id=t01>Action items</h3>
<p id=x001 class="phone s01"><cite>Ana:</cite> we have three open ones<br><span id=x002>… one is mine</span></p></section>
<section><h3 id=t02>Lights</h3>
<p class=irc>&lt;Ben_Okoro&gt; <strong>PROPOSED RESOLUTION:</strong> a second light</p>
<p id=r01 class=resolution><strong>RESOLUTION:</strong> a second light on the <strong>north</strong> pier</p>
<p class=resolution><strong>RESOLUTION:</strong> <s>a third light</s></p>
<p id=a01 class=action><strong>ACTION:</strong> Ben and Dora to price the light <small>(due 2022-04-19)</small></p>
<h4 id=t03>The red one</h4>
<p class=bot>&lt;gb&gt; ACTION: something a bot repeats</p>
<p class="phone s02"><cite>Dora:</cite> it is <del>broken</del> dim</p></section>
</main>
<div id=ActionSummary><h2>Summary of action items</h2><ol><li><a href="#a01">Ben and Dora to price the light (due 2022-04-19)</a></li></ol></div>
<div id=ResolutionSummary><h2>Summary of resolutions</h2><ol><li><a href="#r01">a second light on the north pier</a></li></ol></div>
<address>Minutes manually created (not a transcript)</address>
</body></html>`

/** Minutes in Markdown by a converter of logs, with attribute lists of kramdown. */
export const CONVERTED_MARKDOWN = `---
layout: minutes
date: 2019-04-05
title: Harbour Telco
---
# Harbour Working Group Telco — Minutes
{: .no_toc}
**Date:** 2019-04-05

See also the [Agenda](https://x/) and the [IRC Log](https://y/)
## Attendees
{: .no_toc}
**Present:** Ana Lima, Ben Okoro, Dora Ek

**Regrets:** Cem Kaya

**Guests:** Eva Noor

**Chair:** Ana Lima

**Scribe(s):** Dora Ek

## Content:
{: .no_toc}

* TOC
{:toc}
---

### 1. Approve minutes of last call
{: #section1}

> **Proposed resolution: Approve minutes of last call** *(Ana Lima)*
{: .proposed_resolution}

> *Ben Okoro:* +1

> ***Resolution #1: Approve minutes of last call***
{: #resolution1 .resolution}

### 2. Lights
{: #section2}

**Dora Ek:** any news?  
… I have none.  

> ***Action #1: price the light (Ben Okoro)***

### 3. Resolutions

* [Resolution #1](#resolution1): Approve minutes of last call

### 4. Action Items

* [ ] [Action #1](#action1): price the light (Ben Okoro)
`

export const CHINESE_MARKDOWN = `# 夜市噪声联席会商纪要

- 时间：2024年3月5日下午2:30
- 地点：市政务中心 302 会议室
- 主持人：李明
- 参会人员：李明（城管局）、王芳、张伟
- 列席：赵六
- 记录人：王芳

## 一、夜市噪声投诉情况

王芳：上周投诉 37 件。

> 提议：分时段管理

**决议：** 二十二时以后停止使用扩音设备

- [ ] 行动项：张伟负责起草管理办法（截止 2024-03-20）

## 二、下一步

会议决定：下月复查

## 待办事项

- [x] 王芳：公布投诉电话
- [ ] 张伟负责起草管理办法（截止 2024-03-20）
`

export const CHINESE_TEXT = `关于老旧小区加装电梯的会商纪要

会议时间：二〇二三年十一月二日 上午9点半
会议地点：住建局三楼
出席人员：陈静、刘洋；孙丽
缺席：周强

一、资金来源
陈静：市级补贴不够。
会议决定：区财政补足缺口
二、居民意见
1. 低层住户反对
2. 需要逐户征求意见
行动：刘洋：逐户走访（截止2023-12-01）
`

export const ENGLISH_TEXT = `Tram line 5: monthly coordination
=================================

Date: 7 October 2021, 14:00
Attendees: Ana Lima, Ben Okoro (Roads, Bridges), and Dora Ek
Apologies: none

Topic: Track works
Ana reported that the night works were done.
DECISION: Close the crossing in week 42.
Ben said: we have resolved: nothing yet.

Decisions:
- Close the crossing in week 42.
- Reopen on 25 October.

Action items:
- Ben Okoro to inform the residents by 2021-10-15
- Respond to the fire brigade
`

/** A log by the W3C's bot: only times, corrections, a retraction by correction, bots and queue. */
export const LOG = `14:00:12 <RRSAgent> RRSAgent has joined #harbour
14:00:13 <Zakim> Zakim has joined #harbour
14:00:20 <ana> Meeting: Harbour WG
14:00:21 <ana> Chair: Ana_Lima
14:00:22 <ana> Date: 08 April 2011
14:00:30 <ana> present+ Ana_Lima
14:00:31 <ben> present+
14:00:32 <dora> present+ Dora_Ek
14:00:33 <eva> present+ Eva
14:00:34 <eva> present- Eva
14:00:40 <ana> scribe: dora
14:01:00 <dora> TOPIC: Dredging
14:01:05 <dora> ana: the chanel silts up
14:01:06 <dora> ... every spring
14:01:07 <dora> s/chanel/channel/
14:01:10 <ben> q+ to ask about money
14:01:11 <Zakim> ben, you wanted to ask about money
14:01:12 <ben> ack ben
14:01:20 <ana> PROPOSED: dredge thrice a year
14:01:21 <ben> +1
14:01:30 <ana> RESOLVED: dredge thrice a year
14:01:35 <ana> s/RESOLVED: dredge thrice/RESOLVED: dredge twice/
14:01:40 <dora> ACTION: ben to ask for tenders
14:01:41 <trackbot> Created ACTION-17 - Ask for tenders [on Ben Okoro - due 2011-04-15].
14:01:42 * ana waves
14:01:43 <RRSAgent> I see 1 open action item saved in http://www.example.org/actions.rdf :
14:01:44 <RRSAgent> ACTION: ben to ask for tenders [1]
14:02:00 <dora> subtopic: Where the mud goes
14:02:10 <ben> see https://example.org/mud
14:02:20 <ana> zakim, list attendees
14:02:30 <ana> rrsagent, draft minutes
`
