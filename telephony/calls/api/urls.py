"""Addresses of call history under /api/v1/."""

from rest_framework.routers import SimpleRouter

from telephony.calls.api.calls import (
    CallViewSet,
    MissedCallViewSet,
    OwnCallViewSet,
    UnclaimedCallViewSet,
)

router = SimpleRouter()
router.register("calls", CallViewSet, basename="call")
router.register("own/calls", OwnCallViewSet, basename="own-call")
router.register("platform/calls", UnclaimedCallViewSet, basename="platform-call")
router.register("own/missed", MissedCallViewSet, basename="own-missed")

urlpatterns = router.urls
