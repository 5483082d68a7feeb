"""What `kneecoach stats --json` prints; docs/stats.md says what each key means. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kneecoach.review.answers import answers
from kneecoach.review.asymmetry import Balance
from kneecoach.review.pain_trend import PainQuestion
from kneecoach.review.prescribed import Prescribed
from kneecoach.review.progress import Suggestion
from kneecoach.review.report import Report
from kneecoach.review.trends import ExerciseSession, ExerciseTrend
from kneecoach.review.worse import GettingWorse
from kneecoach.session.plan import Side


def stats_json(report: Report) -> dict[str, Any]:
    """Everything, with days as `2026-11-24`, and null for an unknown value."""
    found = report.adherence
    return {
        "today": report.today.isoformat(),
        "weekly_goal": report.goal,
        "pain_cap": report.cap,
        "sessions": len(report.sessions),
        "short_sessions": report.short,
        "entered_later": report.entered_later,
        "too_little": report.too_little,
        "not_counted": [
            {"session": record.id, "day": record.started_at.date().isoformat(), "why": why.value}
            for record, why in report.not_counted
        ],
        "answers": [
            {"key": a.key, "question": a.question, "answer": a.words, "enough": a.is_enough}
            for a in answers(report)
        ],
        "weeks": [
            {"monday": week.monday.isoformat(), "sessions": week.sessions, "reached": week.is_reached}
            for week in report.weeks
        ],
        "streak_weeks": report.streak,
        "longest_streak_weeks": report.longest_streak,
        "adherence": {"weeks": found.weeks, "reached": found.reached, "sessions_a_week": found.a_week},
        "longest_gap": None
        if report.gap is None
        else {
            "days": report.gap.days,
            "after": report.gap.after.isoformat(),
            "until": report.gap.until.isoformat() if report.gap.until else None,
        },
        "pain": {asked.value: _pain(report, asked) for asked in PainQuestion},
        "exercises": [_exercise(trend, report.balances.get(trend.exercise)) for trend in report.trends],
        "suggestions": [suggestion_json(s) for s in report.suggestions],
        "hindrance": None if report.suggestions else report.hindrance,
        "worse": None if report.worse is None else _worse(report.worse),
        "too_often": None
        if report.too_often is None
        else {
            "days_running": report.too_often.days_running or None,
            "until": report.too_often.until.isoformat() if report.too_often.until else None,
            "last_7_days": report.too_often.sessions[0] if report.too_often.sessions else None,
            "the_7_before": report.too_often.sessions[1] if report.too_often.sessions else None,
        },
        "days_off": report.days_off,
        "prescribed": [_prescribed(found) for found in report.prescribed],
        "left_out": [
            {"exercise": out.exercise, "side": out.side, "times": out.times, "sessions": out.sessions}
            for out in report.left_out
        ],
    }


def _prescribed(found: Prescribed) -> dict[str, Any]:
    said = found.prescription
    return {
        "routine": said.routine,
        "title": said.title,
        "prescribed_by": said.by or None,
        "per_week": said.per_week,
        "until": said.until.isoformat() if said.until else None,
        "over": found.is_over,
        "this_week": {"sessions": found.this_week.sessions, "short": found.this_week.short},
        "whole_weeks": {
            "weeks": found.weeks,
            "sessions": found.lately.sessions,
            "short": found.lately.short,
            "asked": found.asked_lately,
        },
        "sessions": found.all.sessions,
        "short_sessions": found.all.short,
        "first": found.first.isoformat() if found.first else None,
    }


def _worse(worse: GettingWorse) -> dict[str, Any]:
    return {
        "rising": [asked.value for asked in worse.rising],
        "worse_mornings": worse.mornings and worse.mornings[0],
        "known_mornings": worse.mornings and worse.mornings[1],
        "above_cap": worse.above_cap and worse.above_cap[0],
        "known_sessions": worse.above_cap and worse.above_cap[1],
        "words": worse.words,
    }


def suggestion_json(suggestion: Suggestion) -> dict[str, Any]:
    """One suggestion."""
    step = suggestion.step
    return {
        "routine": suggestion.routine,
        "exercise": suggestion.exercise,
        "title": suggestion.title,
        "kind": step.kind.value,
        "more": step.is_more,
        "key": step.key,
        "from": step.old,
        "to": step.new,
        "load_kg": step.load_kg,
        "words": suggestion.words,
        "reason": suggestion.reason,
        "source": step.source,
    }


def _pain(report: Report, asked: PainQuestion) -> dict[str, Any]:
    trend = report.pain[asked]
    return {
        "scores": [{"day": score.day.isoformat(), "pain": score.pain} for score in report.scores[asked]],
        "recent_mean": trend.recent,
        "earlier_mean": trend.earlier,
        "recent_scores": trend.recent_scores,
        "earlier_scores": trend.earlier_scores,
        "change": trend.words or None,
    }


def _exercise(trend: ExerciseTrend, balance: Balance | None) -> dict[str, Any]:
    return {
        "exercise": trend.exercise,
        "title": trend.title,
        "timed": trend.is_timed,
        "unit": trend.unit.value,
        "sessions": [_session(session) for session in trend.sessions],
        "balance": None
        if balance is None
        else {
            "percent": round(balance.together.percent, 1),
            "weaker": balance.together.weaker,
            "sessions": balance.sessions,
            "times": balance.times,
            "behind": balance.behind,
        },
    }


def _session(session: ExerciseSession) -> dict[str, Any]:
    found = session.asymmetry
    return {
        "day": session.day.isoformat(),
        "session": session.session,
        **asdict(session.total),
        "left": asdict(session.by_side[Side.LEFT]) if Side.LEFT in session.by_side else None,
        "right": asdict(session.by_side[Side.RIGHT]) if Side.RIGHT in session.by_side else None,
        "asymmetry_percent": round(found.percent, 1) if found else None,
        "weaker": found.weaker if found else None,
    }
